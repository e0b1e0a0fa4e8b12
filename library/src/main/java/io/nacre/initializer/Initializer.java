package io.nacre.initializer;

import io.nacre.graph.Scope;

/**
 * Chooses a weight's first values. They depend on the shape and on the generator, which is seeded by the model's seed
 * and the weight's path.
 */
public interface Initializer extends Scope.Initial {}
