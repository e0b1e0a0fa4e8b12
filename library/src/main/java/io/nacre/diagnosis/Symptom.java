package io.nacre.diagnosis;

/** What can be wrong with a training run, with the chapter's remedy. */
public enum Symptom {
    /** Inputs of very different or very large size. */
    UNSCALED_INPUTS(
            "the inputs are not scaled",
            "divide pixels by 255, standardize columns (Standardizer), or begin with normalization() or"
                    + " batchNormalization()"),
    /** All units of a layer begin with the same weights. */
    SYMMETRIC_UNITS(
            "all units of a layer are the same, and will stay so",
            "initialize kernels at random: heNormal() for ReLU, glorotUniform() for tanh and sigmoid; zeros are for"
                    + " biases"),
    /** Gradients shrink on the way down. */
    VANISHING_GRADIENTS(
            "gradients vanish on their way down, so that the lower layers do not learn",
            "take an activation that does not saturate (ReLU, Swish, ELU) with heNormal(), batch normalization, fewer"
                    + " layers, or skip connections"),
    /** Gradients or results grow from layer to layer. */
    EXPLODING_SIGNALS(
            "results or gradients explode from layer to layer",
            "use an initializer that keeps the variance (glorotUniform(), heNormal()), batch normalization, and"
                    + " gradient clipping (withClipNorm)"),
    /** ReLU units that give 0 for every sample. */
    DEAD_UNITS(
            "units are dead: they give 0 for every sample, and no gradient can wake them",
            "lower the learning rate, initialize with heNormal() and biases of zero, or take leakyRelu() or elu()"),
    /** Hidden units at an end of a sigmoid or a tanh. */
    SATURATED_UNITS(
            "units are saturated, where their activation is flat and hardly passes gradients",
            "initialize with glorotUniform(), normalize what comes in (batch normalization, scaled inputs), or take an"
                    + " activation that does not saturate, such as ReLU or Swish"),
    /** Steps too large to go down. */
    RATE_TOO_HIGH(
            "the learning rate is too high: the loss does not fall, or steps are as large as the weights",
            "divide it by 10, or let LearningRateFinder suggest one; a warm-up or gradient clipping helps at the"
                    + " start"),
    /** Steps too small to get anywhere. */
    RATE_TOO_LOW(
            "the learning rate is too low: the loss hardly moves",
            "multiply it by 10, or let LearningRateFinder suggest one; momentum or Adam take longer steps"),
    /** Training improves at the cost of validation. */
    OVERFITTING(
            "the model overfits: it goes on learning the training data while the validation loss rises",
            "stop early (earlyStopping().withRestoreBestWeights()), add dropout or l2, or get more data or a smaller"
                    + " model"),
    /** NaN or infinity. */
    NOT_FINITE(
            "the loss is not a finite number any more",
            "lower the learning rate and clip gradients (withClipNorm); terminateOnNan() tells in which layer it"
                    + " begins");

    private final String description;
    private final String remedy;

    Symptom(String description, String remedy) {
        this.description = description;
        this.remedy = remedy;
    }

    /** What is wrong, in plain words. */
    public String description() {
        return description;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
