package io.nacre;

/** What stands at a place in a network: a layer, or a network of its own. */
sealed interface Part permits LayerState, Network {}
