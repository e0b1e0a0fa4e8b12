/** Penalties on weights and activities; {@code Regularizers} makes them. */
@NullMarked
package io.nacre.regularizer;

import org.jspecify.annotations.NullMarked;
