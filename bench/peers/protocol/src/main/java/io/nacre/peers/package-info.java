/** What the programs of all peers share: nets, data, timing and a line of JSON, the same as of {@code nacre bench}. */
@NullMarked
package io.nacre.peers;

import org.jspecify.annotations.NullMarked;
