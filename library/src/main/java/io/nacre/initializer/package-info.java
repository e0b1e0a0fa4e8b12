/** First values of weights; {@code Initializers} makes them. */
@NullMarked
package io.nacre.initializer;

import org.jspecify.annotations.NullMarked;
