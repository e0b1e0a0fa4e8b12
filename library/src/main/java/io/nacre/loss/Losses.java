package io.nacre.loss;

/** Makes losses: {@code import static io.nacre.loss.Losses.*}. */
public final class Losses {
    private Losses() {}

    /** {@link MeanSquaredError} */
    public static MeanSquaredError meanSquaredError() {
        return new MeanSquaredError();
    }

    /** {@link BinaryCrossentropy} */
    public static BinaryCrossentropy binaryCrossentropy() {
        return BinaryCrossentropy.of();
    }

    /** {@link CategoricalCrossentropy} */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return CategoricalCrossentropy.of();
    }

    /** {@link SparseCategoricalCrossentropy} */
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
        return SparseCategoricalCrossentropy.of();
    }
}
