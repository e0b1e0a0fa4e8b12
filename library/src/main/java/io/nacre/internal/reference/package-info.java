/**
 * The specification of the graph's operations, in float64 and plain loops. Slow on purpose; tests hold the fast
 * executor and the gradients to it.
 */
@NullMarked
package io.nacre.internal.reference;

import org.jspecify.annotations.NullMarked;
