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
}
