/** The workloads without training on ONNX Runtime. */
@NullMarked
package io.nacre.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;
