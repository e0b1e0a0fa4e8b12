package io.nacre.peers;

/** A layer of a workload's net, to be said in each peer's own words. */
public sealed interface Part {
    /**
     * A dense layer with a bias that begins at zero.
     *
     * @param heNormal whether the kernel is drawn by He's normal initializer; else by Glorot's uniform one
     * @param relu whether ReLU follows
     */
    record Dense(int units, boolean heNormal, boolean relu) implements Part {}

    /** Batch normalization as in Keras: moving averages keep 0.99, epsilon 0.001. */
    record BatchNorm() implements Part {
        /** The share of a moving average that a step keeps. */
        public static final double MOMENTUM = 0.99;
        /** Added to the variance. */
        public static final double EPSILON = 1e-3;
    }

    /** x times its sigmoid. */
    record Swish() implements Part {}

    /** Dropout, with what is left scaled up. */
    record Dropout(double rate) implements Part {}
}
