/** Losses; {@code Losses} makes them. */
@NullMarked
package io.nacre.loss;

import org.jspecify.annotations.NullMarked;
