/** Metrics that stream over batches; {@code Metrics} makes them. */
@NullMarked
package io.nacre.metric;

import org.jspecify.annotations.NullMarked;
