/** Layers: descriptions without state; {@code Layers} makes them. */
@NullMarked
package io.nacre.layer;

import org.jspecify.annotations.NullMarked;
