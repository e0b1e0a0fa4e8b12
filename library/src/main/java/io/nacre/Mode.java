package io.nacre;

/** The kinds of run that a model is traced for. */
enum Mode {
    /** With batch statistics and dropout. */
    TRAINING(true, true),
    /** Neither. */
    INFERENCE(false, false),
    /** With dropout, and with moving averages in place of batch statistics. */
    MONTE_CARLO(false, true);

    final boolean training;
    final boolean stochastic;

    Mode(boolean training, boolean stochastic) {
        this.training = training;
        this.stochastic = stochastic;
    }
}
