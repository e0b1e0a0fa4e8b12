/**
 * What ails a training run: a callback that measures layers while they learn, and names what it sees.
 *
 * <pre>
 *   Diagnosis            the callback: when to look, and what was found
 *   Snapshot             one look: a batch, and for each layer
 *   LayerReport          its results, its gradients, its steps
 *   Signs                what snapshots and losses are signs of
 *   Symptom, Finding     what can be found, with the remedy; what was found, where and when
 * </pre>
 */
@NullMarked
package io.nacre.diagnosis;

import org.jspecify.annotations.NullMarked;
