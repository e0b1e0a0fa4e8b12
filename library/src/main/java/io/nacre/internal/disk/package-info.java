/** Files that are replaced whole, and read and written even by threads that are interrupted. */
@NullMarked
package io.nacre.internal.disk;

import org.jspecify.annotations.NullMarked;
