package io.nacre.initializer;

/** Makes initializers: {@code import static io.nacre.initializer.Initializers.*}. */
public final class Initializers {
    private Initializers() {}

    /** {@link Zeros} */
    public static Zeros zeros() {
        return new Zeros();
    }

    /** {@link Ones} */
    public static Ones ones() {
        return new Ones();
    }

    /** {@link GlorotNormal} */
    public static GlorotNormal glorotNormal() {
        return new GlorotNormal();
    }

    /** {@link GlorotUniform} */
    public static GlorotUniform glorotUniform() {
        return new GlorotUniform();
    }

    /** {@link HeNormal} */
    public static HeNormal heNormal() {
        return new HeNormal();
    }

    /** {@link HeUniform} */
    public static HeUniform heUniform() {
        return new HeUniform();
    }

    /** {@link LecunNormal} */
    public static LecunNormal lecunNormal() {
        return new LecunNormal();
    }

    /** {@link LecunUniform} */
    public static LecunUniform lecunUniform() {
        return new LecunUniform();
    }

    /** {@link Constant} */
    public static Constant constant(double value) {
        return new Constant(value);
    }

    /** {@link VarianceScaling} */
    public static VarianceScaling varianceScaling(
            double scale, VarianceScaling.Mode mode, VarianceScaling.Distribution distribution) {
        return new VarianceScaling(scale, mode, distribution);
    }

    /** {@link RandomNormal} */
    public static RandomNormal randomNormal() {
        return RandomNormal.of();
    }

    /** {@link TruncatedNormal} */
    public static TruncatedNormal truncatedNormal() {
        return TruncatedNormal.of();
    }

    /** {@link RandomUniform} */
    public static RandomUniform randomUniform() {
        return RandomUniform.of();
    }

    /** {@link Orthogonal} */
    public static Orthogonal orthogonal() {
        return Orthogonal.of();
    }

    /** {@link Identity} */
    public static Identity identity() {
        return Identity.of();
    }

    /** {@link RandomNormal} with this mean and deviation. */
    public static RandomNormal randomNormal(double mean, double stddev) {
        return new RandomNormal(mean, stddev);
    }

    /** {@link TruncatedNormal} with this mean and deviation. */
    public static TruncatedNormal truncatedNormal(double mean, double stddev) {
        return new TruncatedNormal(mean, stddev);
    }

    /** {@link RandomUniform} between these. */
    public static RandomUniform randomUniform(double minval, double maxval) {
        return new RandomUniform(minval, maxval);
    }
}
