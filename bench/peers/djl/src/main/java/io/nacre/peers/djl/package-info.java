/** The workloads on the Deep Java Library with PyTorch. */
@NullMarked
package io.nacre.peers.djl;

import org.jspecify.annotations.NullMarked;
