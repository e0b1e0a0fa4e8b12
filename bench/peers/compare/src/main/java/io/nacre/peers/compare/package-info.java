/** Runs Nacre and its peers in turn, a process each, and writes what they reached for people to read. */
@NullMarked
package io.nacre.peers.compare;

import org.jspecify.annotations.NullMarked;
