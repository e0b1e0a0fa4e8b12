/** The workloads on Deeplearning4j. */
@NullMarked
package io.nacre.peers.dl4j;

import org.jspecify.annotations.NullMarked;
