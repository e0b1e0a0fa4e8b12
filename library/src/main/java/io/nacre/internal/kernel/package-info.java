/**
 * Matrix products, elementwise loops, reductions and random numbers over ranges of plain arrays.
 *
 * <p>{@link io.nacre.internal.kernel.Kernels} is the only door. Behind it stand two implementations: vector code, which
 * runs where the module {@code jdk.incubator.vector} is present, and its scalar twin, which runs everywhere and is the
 * vector code's oracle. Both give the same bits, so that a model trains alike with and without the module.
 */
@NullMarked
package io.nacre.internal.kernel;

import org.jspecify.annotations.NullMarked;
