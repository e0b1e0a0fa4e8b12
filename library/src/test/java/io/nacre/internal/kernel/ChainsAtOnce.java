package io.nacre.internal.kernel;

/** Lets tests of other packages have code for chains without waiting for it. */
public final class ChainsAtOnce {
    private ChainsAtOnce() {}

    /** Makes code for all chains that plans were compiled with so far; how many chains that were. */
    public static int make() {
        return Chains.makeAll();
    }
}
