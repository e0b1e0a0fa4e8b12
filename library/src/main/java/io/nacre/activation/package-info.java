/** Activation functions, each one expression; {@code Activations} makes them. */
@NullMarked
package io.nacre.activation;

import org.jspecify.annotations.NullMarked;
