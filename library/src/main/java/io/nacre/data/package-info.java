/**
 * Numbers to learn from: dense arrays, columns of samples, data sets, and the files that hold them.
 *
 * <pre>
 * Tensor   = shape, float32 values in row-major order
 * Samples  = N values of one shape, fetched in batches:  FloatSamples | ByteSamples | a view | the user's own
 * Dataset  = inputs (1 or more Samples), targets (0 or more), weights of the samples (optional), all of one length
 * </pre>
 *
 * <p>Everything here is immutable and may be read from many threads at once. What is called a slice, a selection or a
 * split is a view: it costs no copy of the values. Nothing here downloads or prints anything.
 *
 * <p>Files are trusted in nothing: sizes are checked before memory is taken, and every defect is a
 * {@link io.nacre.data.DataFileException} that names the file, what was found and what was expected.
 */
@NullMarked
package io.nacre.data;

import org.jspecify.annotations.NullMarked;
