package io.nacre;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a learning-rate finder saw: the loss of each batch, and the rate of the step that it led to.
 *
 * @param rates rising
 * @param losses one a rate
 */
public record LearningRateCurve(List<Double> rates, List<Double> losses) {
    private static final double WIDTH = 1.0 / 40;
    private static final double REACH = 3;
    private static final double BELOW = 10;
    private static final double LIMIT = 3;

    /** Copies both. */
    public LearningRateCurve {
        if (rates.size() != losses.size() || rates.isEmpty()) {
            throw new IllegalArgumentException(
                    "a curve has a loss for each of its rates, and one of each at least, not " + losses.size()
                            + " losses for " + rates.size() + " rates");
        }
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
    }

    /**
     * The losses without most of their noise: each is the mean of its neighbours on both sides, weighted by a bell
     * curve with a standard deviation of a fortieth of the curve, so that nothing moves to other rates. Losses above
     * the lowest one by more than three times what was gained until then count as just that.
     */
    public List<Double> smoothedLosses() {
        double limit = limit(losses);
        double width = Math.max(1, losses.size() * WIDTH);
        int reach = (int) Math.ceil(REACH * width);
        List<Double> smoothed = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            double sum = 0;
            double weights = 0;
            for (int j = Math.max(0, i - reach); j <= Math.min(losses.size() - 1, i + reach); j++) {
                double distance = (j - i) / width;
                double weight = Math.exp(-distance * distance / 2);
                sum += weight * (losses.get(j) < limit ? losses.get(j) : limit);
                weights += weight;
            }
            smoothed.add(sum / weights);
        }
        return smoothed;
    }

    /** The loss above which training has diverged: the lowest, plus three times its size or what was gained by then. */
    static double limit(List<Double> losses) {
        double best = losses.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double first = Double.isFinite(losses.get(0)) ? losses.get(0) : best;
        return best + LIMIT * Math.max(Math.abs(best), first - best);
    }

    /**
     * A rate to train with at first: a tenth of that at which the smoothed loss is lowest and begins to climb. None if
     * it falls nowhere; then look at the curve, at the data and at the net. Source: the rule of thumb of the chapter.
     */
    public OptionalDouble suggestion() {
        List<Double> smoothed = smoothedLosses();
        int lowest = lowest(smoothed);
        boolean falls = lowest > 0 && smoothed.get(lowest) < smoothed.get(0);
        return falls ? OptionalDouble.of(rates.get(lowest) / BELOW) : OptionalDouble.empty();
    }

    /**
     * The rate at which the smoothed loss falls fastest, on an axis of the rate's logarithm; none if it falls nowhere.
     */
    public OptionalDouble steepest() {
        List<Double> smoothed = smoothedLosses();
        int steepest = 0;
        double fall = 0;
        for (int i = 1; i <= lowest(smoothed); i++) {
            double change = smoothed.get(i) - smoothed.get(i - 1);
            if (change < fall) {
                fall = change;
                steepest = i;
            }
        }
        return steepest == 0 ? OptionalDouble.empty() : OptionalDouble.of(rates.get(steepest));
    }

    private static int lowest(List<Double> smoothed) {
        int lowest = 0;
        for (int i = 1; i < smoothed.size(); i++) {
            lowest = smoothed.get(i) < smoothed.get(lowest) ? i : lowest;
        }
        return lowest;
    }
}
