/** Turns graphs into plans: simplify, fuse, order into stages, place in memory, emit. */
@NullMarked
package io.nacre.internal.compile;

import org.jspecify.annotations.NullMarked;
