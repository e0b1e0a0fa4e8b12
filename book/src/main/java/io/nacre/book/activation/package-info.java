/** Activation functions, as figures: why gradients vanish in saturated units, and what took the sigmoid's place. */
@NullMarked
package io.nacre.book.activation;

import org.jspecify.annotations.NullMarked;
