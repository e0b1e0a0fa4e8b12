/** Optimizers: rules from gradients to steps; {@code Optimizers} makes them. */
@NullMarked
package io.nacre.optimizer;

import org.jspecify.annotations.NullMarked;
