/** Hooks into training; {@code Callbacks} makes them. */
@NullMarked
package io.nacre.callback;

import org.jspecify.annotations.NullMarked;
