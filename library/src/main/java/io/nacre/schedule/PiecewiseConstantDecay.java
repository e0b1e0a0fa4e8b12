package io.nacre.schedule;

import java.util.List;

/**
 * One rate up to and with the step of the first boundary, the next up to the second, and so on.
 *
 * <pre>{@code
 * PiecewiseConstantDecay.of(List.of(50_000L, 80_000L), List.of(0.01, 0.005, 0.001))
 * }</pre>
 *
 * @param boundaries steps, ascending, at least one, none below 0
 * @param values rates, each at least 0, one more than boundaries
 */
public record PiecewiseConstantDecay(List<Long> boundaries, List<Double> values) implements Schedule {
    /** Checks the numbers. */
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        if (boundaries.isEmpty()) {
            throw new IllegalArgumentException(
                    "boundaries must name at least one step; take a constant rate otherwise");
        }
        for (int i = 0; i < boundaries.size(); i++) {
            Require.atLeast("each of boundaries", 0, boundaries.get(i));
            if (i > 0 && boundaries.get(i) <= boundaries.get(i - 1)) {
                throw new IllegalArgumentException("boundaries must ascend, not " + boundaries);
            }
        }
        if (values.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException("values must be one more than boundaries, that is "
                    + (boundaries.size() + 1) + ", not " + values.size());
        }
        values.forEach(value -> Require.atLeastZero("each of values", value));
    }

    /** These rates, which change after these steps. */
    public static PiecewiseConstantDecay of(List<Long> boundaries, List<Double> values) {
        return new PiecewiseConstantDecay(boundaries, values);
    }

    @Override
    public double at(long step) {
        int passed = 0;
        while (passed < boundaries.size() && step > boundaries.get(passed)) {
            passed++;
        }
        return values.get(passed);
    }
}
