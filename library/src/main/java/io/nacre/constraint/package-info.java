/** Limits that weights are held to; {@code Constraints} makes them. */
@NullMarked
package io.nacre.constraint;

import org.jspecify.annotations.NullMarked;
