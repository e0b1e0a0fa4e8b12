/**
 * Model files: Keras's {@code .keras}, {@code .weights.h5} and legacy {@code .h5}, and the plain descriptions that they
 * are read into and written from.
 *
 * <p>Nothing here knows layers or models. A file becomes a {@link io.nacre.file.SavedModel}: a
 * {@link io.nacre.file.SavedNetwork} of {@link io.nacre.file.SavedLayer}s, each described by a
 * {@link io.nacre.file.Config}, and the weights as {@link io.nacre.file.SavedArray}s under the layers' paths.
 * {@link io.nacre.file.RecordCodec} turns a {@code Config} into a record and back. No code that a file may carry is
 * ever run, and every size that a file states is checked before memory is taken.
 */
@NullMarked
package io.nacre.file;

import org.jspecify.annotations.NullMarked;
