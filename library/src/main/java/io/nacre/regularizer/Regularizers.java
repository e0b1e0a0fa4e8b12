package io.nacre.regularizer;

/** Makes regularizers: {@code import static io.nacre.regularizer.Regularizers.*}. */
public final class Regularizers {
    private Regularizers() {}

    /** {@link L1} */
    public static L1 l1(double factor) {
        return new L1(factor);
    }

    /** {@link L2} */
    public static L2 l2(double factor) {
        return new L2(factor);
    }

    /** {@link L1L2} */
    public static L1L2 l1L2(double l1, double l2) {
        return new L1L2(l1, l2);
    }

    /** {@link OrthogonalRegularizer} of rows. */
    public static OrthogonalRegularizer orthogonalRegularizer(double factor) {
        return OrthogonalRegularizer.of().withFactor(factor);
    }
}
