/**
 * How numbers and messages are encoded in files: {@link io.nacre.internal.encoding.ProtoMessage protocol buffers}, for
 * ONNX and TensorBoard, and kernels of {@link io.nacre.internal.encoding.Int8Kernel 8-bit whole numbers}.
 */
package io.nacre.internal.encoding;
