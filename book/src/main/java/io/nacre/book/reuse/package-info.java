/** Layers that were trained for something else: transfer learning, and pretraining for few labels. */
@NullMarked
package io.nacre.book.reuse;

import org.jspecify.annotations.NullMarked;
