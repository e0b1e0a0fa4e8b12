/**
 * Graphs written as ONNX models, for other runtimes; and their weights read back.
 *
 * <pre>
 *   OnnxExport           a graph's nodes, operation by operation
 *   WrittenWeights       its weights, in few bits or many
 *   OnnxGraph            the nodes, constants, inputs and outputs of a model file
 *   OnnxWeights          what such a file says of weights, read back
 * </pre>
 */
@NullMarked
package io.nacre.internal.onnx;

import org.jspecify.annotations.NullMarked;
