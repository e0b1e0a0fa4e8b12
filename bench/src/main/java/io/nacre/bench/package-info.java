/** Micro-benchmarks, one class for each thing measured. */
@NullMarked
package io.nacre.bench;

import org.jspecify.annotations.NullMarked;
