/** Expressions: nodes and operations that layers, losses and optimizers are written in. */
@NullMarked
package io.nacre.graph;

import org.jspecify.annotations.NullMarked;
