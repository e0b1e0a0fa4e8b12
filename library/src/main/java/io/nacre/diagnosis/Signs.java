package io.nacre.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What figures are signs of. The limits lie far from what healthy nets show, so that a finding is worth reading: a
 * factor of ten at least for gradients and results, and half of all units.
 */
final class Signs {
    /** Deviation of inputs; standardized ones have 1, pixels from 0 to 255 about 90. */
    private static final double INPUTS = 10;

    /** Relative gradients of lower layers beside the largest above them. */
    private static final double VANISHED = 1e-4;

    /** Layers between which gradients can vanish or explode. */
    private static final int DEEP = 4;

    /** Deviation of results, or growth of it from the first layer to the last. */
    private static final double HUGE = 1e4;

    private static final double GROWN = 1e3;

    private static final double MOST_UNITS = 0.5;

    /** The change of weights in one step, beside the weights; about 0.001 is usual. */
    private static final double LARGE_STEP = 0.3;

    private static final double SMALL_STEP = 1e-5;

    private static final int SOME_STEPS = 20;
    private static final int MANY_STEPS = 100;
    private static final double LOSS_GROWN = 2;
    private static final double LOSS_FLAT = 0.99;

    private static final int WORSE_EPOCHS = 3;
    private static final double WORSE = 1.1;

    /** A symptom with the layers that show it and the figures that tell. */
    record Sign(Symptom symptom, List<String> layers, String evidence) {}

    private Signs() {}

    /** What the last looks show. */
    static List<Sign> ofSnapshots(List<Snapshot> snapshots) {
        Snapshot last = snapshots.getLast();
        List<Sign> signs = new ArrayList<>();
        if (last.inputDeviation() > INPUTS) {
            signs.add(new Sign(
                    Symptom.UNSCALED_INPUTS,
                    List.of(),
                    text(
                            "what goes into the first layer spreads by %.3g, where about 1 is right",
                            last.inputDeviation())));
        }
        add(signs, Symptom.SYMMETRIC_UNITS, last, LayerReport::constant, "all numbers of the kernel are the same");
        explodes(last, signs);
        if (snapshots.size() < 2) {
            return signs;
        }
        Snapshot before = snapshots.get(snapshots.size() - 2);
        vanishes(before, last, signs);
        add(
                signs,
                Symptom.DEAD_UNITS,
                last,
                layer -> layer.dead() > MOST_UNITS,
                text("%.0f %% of them at worst", 100 * largest(last, LayerReport::dead)));
        add(
                signs,
                Symptom.SATURATED_UNITS,
                last,
                layer -> layer.saturated() > MOST_UNITS && saturated(before, layer.layer()) > MOST_UNITS,
                text("%.0f %% of the results at worst", 100 * largest(last, LayerReport::saturated)));
        double step = Math.min(medianStep(before), medianStep(last));
        if (step > LARGE_STEP) {
            signs.add(new Sign(
                    Symptom.RATE_TOO_HIGH, List.of(), text("a step changes weights by %.2g of their size", step)));
        }
        return signs;
    }

    private static void add(
            List<Sign> signs, Symptom symptom, Snapshot look, Predicate<LayerReport> shows, String evidence) {
        List<String> layers =
                look.layers().stream().filter(shows).map(LayerReport::layer).toList();
        if (!layers.isEmpty()) {
            signs.add(new Sign(symptom, layers, evidence));
        }
    }

    private static void explodes(Snapshot look, List<Sign> signs) {
        List<LayerReport> layers = look.learning();
        if (layers.isEmpty()) {
            return;
        }
        double first = layers.getFirst().deviation();
        List<String> huge = layers.stream()
                .filter(layer -> !(layer.deviation() < HUGE) || layer.deviation() > GROWN * Math.max(first, 1))
                .map(LayerReport::layer)
                .toList();
        if (!huge.isEmpty()) {
            double largest = layers.stream().mapToDouble(LayerReport::deviation).reduce(first, Math::max);
            signs.add(new Sign(
                    Symptom.EXPLODING_SIGNALS,
                    huge,
                    text("results spread by %.2g in the first layer and by %.2g at worst", first, largest)));
            return;
        }
        double top = layers.getLast().relativeGradient();
        double bottom = first(layers);
        if (layers.size() >= DEEP && top > 0 && bottom > HUGE * top) {
            signs.add(new Sign(
                    Symptom.EXPLODING_SIGNALS,
                    List.of(layers.getFirst().layer()),
                    text("gradients are %.1g times larger there than in the last layer", bottom / top)));
        }
    }

    private static double first(List<LayerReport> layers) {
        return layers.getFirst().relativeGradient();
    }

    private static void vanishes(Snapshot before, Snapshot look, List<Sign> signs) {
        List<String> layers = vanished(look);
        if (!layers.isEmpty() && vanished(before).contains(layers.getFirst())) {
            double lowest = look.learning().stream()
                    .filter(layer -> layer.layer().equals(layers.getFirst()))
                    .mapToDouble(LayerReport::relativeGradient)
                    .findFirst()
                    .orElse(0);
            signs.add(new Sign(
                    Symptom.VANISHING_GRADIENTS,
                    layers,
                    text(
                            "beside their weights, gradients there are %.1g of the largest",
                            lowest / largestGradient(look))));
        }
    }

    /** Layers whose gradients are nothing beside those of a layer above, where that is not for dead or equal units. */
    private static List<String> vanished(Snapshot look) {
        List<LayerReport> layers = look.learning();
        boolean blocked = look.layers().stream().anyMatch(layer -> layer.dead() > 1 - VANISHED || layer.constant());
        if (layers.size() < DEEP || blocked) {
            return List.of();
        }
        double largest = largestGradient(look);
        return layers.subList(0, layers.size() / 2).stream()
                .filter(layer -> layer.relativeGradient() < VANISHED * largest)
                .map(LayerReport::layer)
                .toList();
    }

    private static double largestGradient(Snapshot look) {
        return look.learning().stream()
                .mapToDouble(LayerReport::relativeGradient)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static double saturated(Snapshot look, String layer) {
        return look.layers().stream()
                .filter(report -> report.layer().equals(layer))
                .mapToDouble(LayerReport::saturated)
                .findFirst()
                .orElse(0);
    }

    private static double largest(Snapshot look, ToDoubleFunction<LayerReport> figure) {
        return look.layers().stream().mapToDouble(figure).max().orElse(0);
    }

    /** The middle one of the layers' steps; 0 if none is known. */
    private static double medianStep(Snapshot look) {
        double[] steps = look.learning().stream()
                .mapToDouble(LayerReport::updateRatio)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return steps.length == 0 ? 0 : steps[steps.length / 2];
    }

    /** What the losses of the last steps show. */
    static List<Sign> ofLosses(LossTrend trend) {
        if (!Double.isFinite(trend.last())) {
            return List.of(new Sign(Symptom.NOT_FINITE, List.of(), "it is " + trend.last()));
        }
        if (trend.steps() > SOME_STEPS && trend.first() > 0 && trend.recent() > LOSS_GROWN * trend.first()) {
            return List.of(new Sign(
                    Symptom.RATE_TOO_HIGH,
                    List.of(),
                    text("the loss grew from %.3g to %.3g", trend.first(), trend.recent())));
        }
        return List.of();
    }

    /** What the losses of the last epochs show. */
    static List<Sign> ofEpochs(LossTrend trend, List<Snapshot> snapshots) {
        List<Sign> signs = new ArrayList<>();
        boolean flat = trend.steps() >= MANY_STEPS && trend.remaining() > LOSS_FLAT;
        if (flat && !snapshots.isEmpty() && isQuiet(snapshots.getLast())) {
            signs.add(new Sign(
                    Symptom.RATE_TOO_LOW,
                    List.of(),
                    text(
                            "after %d steps the loss is %.4g, at first it was %.4g; a step changes weights by %.1g of"
                                    + " their size",
                            trend.steps(), trend.recent(), trend.first(), medianStep(snapshots.getLast()))));
        }
        boolean worse = trend.epochsSinceBest() >= WORSE_EPOCHS
                && trend.validation() > WORSE * trend.bestValidation()
                && trend.loss() < trend.lossAtBest();
        if (worse) {
            signs.add(new Sign(
                    Symptom.OVERFITTING,
                    List.of(),
                    text(
                            "the validation loss was %.3g %d epochs ago and is %.3g, while the training loss fell from"
                                    + " %.3g to %.3g",
                            trend.bestValidation(),
                            trend.epochsSinceBest(),
                            trend.validation(),
                            trend.lossAtBest(),
                            trend.loss())));
        }
        return signs;
    }

    /** Whether weights hardly change although gradients reach them. */
    private static boolean isQuiet(Snapshot look) {
        boolean reached = look.learning().stream()
                .allMatch(layer -> layer.gradientNorm() > 0 && layer.dead() < MOST_UNITS && !layer.constant());
        double step = medianStep(look);
        return reached && step < SMALL_STEP && vanished(look).isEmpty();
    }

    @FormatMethod
    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
