package io.nacre.constraint;

import io.nacre.graph.Node;
import java.util.function.UnaryOperator;

/** Makes constraints: {@code import static io.nacre.constraint.Constraints.*}. */
public final class Constraints {
    private Constraints() {}

    /** {@link MaxNorm} of this length, along axis 0. */
    public static MaxNorm maxNorm(double maxValue) {
        return MaxNorm.of().withMaxValue(maxValue);
    }

    /** {@link UnitNorm} along axis 0. */
    public static UnitNorm unitNorm() {
        return UnitNorm.of();
    }

    /** {@link MinMaxNorm} along axis 0. */
    public static MinMaxNorm minMaxNorm(double minValue, double maxValue) {
        return new MinMaxNorm(minValue, maxValue, 1, MinMaxNorm.of().axis());
    }

    /** {@link NonNeg} */
    public static NonNeg nonNeg() {
        return new NonNeg();
    }

    /** {@link Custom}: a constraint of your own. */
    public static Custom custom(String name, UnaryOperator<Node> function) {
        return new Custom(name, function);
    }
}
