/** Vanishing and exploding gradients, and what helps: initialization, activations, batch normalization, clipping. */
@NullMarked
package io.nacre.book.gradient;

import org.jspecify.annotations.NullMarked;
