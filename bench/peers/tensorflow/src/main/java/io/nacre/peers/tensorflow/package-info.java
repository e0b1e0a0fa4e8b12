/** The workloads on TensorFlow for Java. */
@NullMarked
package io.nacre.peers.tensorflow;

import org.jspecify.annotations.NullMarked;
