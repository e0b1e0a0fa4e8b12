/**
 * Sparse weights: which of them are set to zero, and when, while a model trains.
 *
 * <pre>
 *   MagnitudePruning     the callback: keeps the weights of small magnitude at zero
 *   PruningSchedule      how much is pruned at which step
 *   PolynomialSparsity   more and more, up to a final sparsity
 *   ConstantSparsity     the same from the first time on
 *   PruningScope         what the magnitudes are compared within
 *   Magnitudes           the smallest weights, as masks
 * </pre>
 */
@NullMarked
package io.nacre.pruning;

import org.jspecify.annotations.NullMarked;
