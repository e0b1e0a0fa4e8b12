package io.nacre.file;

import io.nacre.graph.Shape;

/**
 * A tensor that a layer of a functional model was called with.
 *
 * @param source where it comes from
 * @param shape its shape; each axis of unknown size stands as {@link Shape#BATCH}; that of a scalar in a file of Keras
 *     2, which does not tell
 * @param dtype Keras's name for the type of its elements, such as {@code float32}
 */
public record SavedTensor(SavedSource source, Shape shape, String dtype) {
    /** A tensor of float32 numbers. */
    public static SavedTensor of(SavedSource source, Shape shape) {
        return new SavedTensor(source, shape, "float32");
    }
}
