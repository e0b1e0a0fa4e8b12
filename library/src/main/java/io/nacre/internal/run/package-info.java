/** Runs plans: memory, loops, matrix products, stages, workers, random streams. */
@NullMarked
package io.nacre.internal.run;

import org.jspecify.annotations.NullMarked;
