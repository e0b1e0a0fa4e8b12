/** Matrix products, elementwise loops and reductions over plain arrays, each with a scalar twin. */
@NullMarked
package io.nacre.internal.kernel;

import org.jspecify.annotations.NullMarked;
