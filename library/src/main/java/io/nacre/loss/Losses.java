package io.nacre.loss;

/** Makes losses: {@code import static io.nacre.loss.Losses.*}. */
public final class Losses {
    private Losses() {}

    /** {@link MeanSquaredError} */
    public static MeanSquaredError meanSquaredError() {
        return MeanSquaredError.of();
    }

    /** {@link MeanAbsoluteError} */
    public static MeanAbsoluteError meanAbsoluteError() {
        return MeanAbsoluteError.of();
    }

    /** {@link MeanAbsolutePercentageError} */
    public static MeanAbsolutePercentageError meanAbsolutePercentageError() {
        return MeanAbsolutePercentageError.of();
    }

    /** {@link MeanSquaredLogarithmicError} */
    public static MeanSquaredLogarithmicError meanSquaredLogarithmicError() {
        return MeanSquaredLogarithmicError.of();
    }

    /** {@link Huber} */
    public static Huber huber() {
        return Huber.of();
    }

    /** {@link Huber} with another end of its quadratic part. */
    public static Huber huber(double delta) {
        return Huber.of().withDelta(delta);
    }

    /** {@link LogCosh} */
    public static LogCosh logCosh() {
        return LogCosh.of();
    }

    /** {@link BinaryCrossentropy} */
    public static BinaryCrossentropy binaryCrossentropy() {
        return BinaryCrossentropy.of();
    }

    /** {@link BinaryFocalCrossentropy} */
    public static BinaryFocalCrossentropy binaryFocalCrossentropy() {
        return BinaryFocalCrossentropy.of();
    }

    /** {@link CategoricalCrossentropy} */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return CategoricalCrossentropy.of();
    }

    /** {@link CategoricalFocalCrossentropy} */
    public static CategoricalFocalCrossentropy categoricalFocalCrossentropy() {
        return CategoricalFocalCrossentropy.of();
    }

    /** {@link SparseCategoricalCrossentropy} */
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
        return SparseCategoricalCrossentropy.of();
    }

    /** {@link KlDivergence} */
    public static KlDivergence klDivergence() {
        return KlDivergence.of();
    }

    /** {@link Poisson} */
    public static Poisson poisson() {
        return Poisson.of();
    }

    /** {@link Hinge} */
    public static Hinge hinge() {
        return Hinge.of();
    }

    /** {@link SquaredHinge} */
    public static SquaredHinge squaredHinge() {
        return SquaredHinge.of();
    }

    /** {@link CategoricalHinge} */
    public static CategoricalHinge categoricalHinge() {
        return CategoricalHinge.of();
    }

    /** {@link CosineSimilarity} */
    public static CosineSimilarity cosineSimilarity() {
        return CosineSimilarity.of();
    }

    /** {@link Dice} */
    public static Dice dice() {
        return Dice.of();
    }

    /** {@link Tversky} */
    public static Tversky tversky() {
        return Tversky.of();
    }
}
