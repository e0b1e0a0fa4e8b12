package io.nacre.peers;

/** Another library. */
public interface Peer {
    /** Its name in results. */
    String name();

    /** The versions of what is measured, told by the library itself where it can. */
    String version();

    /** Whether its nets can be trained. */
    default boolean trains() {
        return true;
    }

    /**
     * Makes a workload's net.
     *
     * @param threads how many threads it may compute with; the same in all calls
     * @throws UnsupportedOperationException if this peer lacks a part of it, with the reason
     */
    Net net(Workload workload, int threads, long seed);
}
