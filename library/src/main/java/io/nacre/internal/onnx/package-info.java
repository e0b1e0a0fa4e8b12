/**
 * Graphs written as ONNX models, for other runtimes.
 *
 * <pre>
 *   OnnxExport           a graph's nodes, operation by operation
 *   OnnxGraph            the nodes, constants, inputs and outputs of a model file
 * </pre>
 */
@NullMarked
package io.nacre.internal.onnx;

import org.jspecify.annotations.NullMarked;
