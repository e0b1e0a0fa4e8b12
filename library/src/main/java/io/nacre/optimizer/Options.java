package io.nacre.optimizer;

import io.nacre.file.KerasName;
import io.nacre.file.Unwritten;
import io.nacre.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What all optimizers can do beside their rule. In each step, in this order:
 *
 * <ul>
 *   <li>{@code gradientAccumulationSteps}: gradients of so many steps are gathered; what follows is done with their
 *       mean, once in so many steps;
 *   <li>{@code clipNorm}: a weight's gradient longer than this is shortened to it, which keeps its direction; or
 *       {@code globalClipNorm}: the same for all gradients taken as one vector; or {@code clipValue}: each number of a
 *       gradient is kept between minus and plus this, by which its direction may change;
 *   <li>{@code weightDecay}: {@code w = w - decay * rate * w} before the rule moves the weights, but for those whose
 *       path contains one of {@code withoutDecay};
 *   <li>{@code useEma}: {@code average = momentum * average + (1 - momentum) * w} after it. A fit ends with the
 *       averages in the weights' place; {@code emaOverwriteFrequency} puts them there every so many updates, too. As in
 *       Keras, averages move in every step, also in those that only gather gradients; so with
 *       {@code gradientAccumulationSteps} of n, a momentum m acts as m to the power n an update.
 * </ul>
 *
 * @param clipNorm above 0; default none
 * @param globalClipNorm above 0; default none
 * @param clipValue above 0; default none
 * @param weightDecay at least 0; default none
 * @param useEma whether weights are averaged; default not
 * @param emaMomentum from 0 to 1; default 0.99
 * @param emaOverwriteFrequency at least 1; default none
 * @param gradientAccumulationSteps at least 1; default none
 * @param withoutDecay parts of paths, such as {@code bias}; default none
 */
public record Options(
        @KerasName("clipnorm") Optional<Double> clipNorm,
        @KerasName("global_clipnorm") Optional<Double> globalClipNorm,
        @KerasName("clipvalue") Optional<Double> clipValue,
        Optional<Double> weightDecay,
        boolean useEma,
        double emaMomentum,
        Optional<Integer> emaOverwriteFrequency,
        Optional<Integer> gradientAccumulationSteps,
        @Unwritten List<String> withoutDecay) {
    private static final double EMA_MOMENTUM = 0.99;

    /** Below it {@code 1 - decay * rate} is 1 in float32, or so near that weights move by rounding at the most. */
    private static final double SWALLOWED = 0x1p-24;

    /** None of it. */
    public static final Options NONE = new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            EMA_MOMENTUM,
            Optional.empty(),
            Optional.empty(),
            List.of());

    /** Checks the numbers, and that there is one way of clipping at the most. */
    public Options {
        clipNorm.ifPresent(norm -> Require.positive("clipNorm", norm));
        globalClipNorm.ifPresent(norm -> Require.positive("globalClipNorm", norm));
        clipValue.ifPresent(value -> Require.positive("clipValue", value));
        weightDecay.ifPresent(decay -> Require.atLeastZero("weightDecay", decay));
        Require.fromZeroToOne("emaMomentum", emaMomentum);
        emaOverwriteFrequency.ifPresent(updates -> Require.atLeastOne("emaOverwriteFrequency", updates));
        gradientAccumulationSteps.ifPresent(steps -> Require.atLeastOne("gradientAccumulationSteps", steps));
        withoutDecay = List.copyOf(withoutDecay);
        List<Optional<Double>> ways = List.of(clipNorm, globalClipNorm, clipValue);
        if (ways.stream().filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException("gradients are clipped by clipNorm, by globalClipNorm or by clipValue;"
                    + " only one of them can be given");
        }
    }

    /** None of it; for files that lack a value. */
    public static Options of() {
        return NONE;
    }

    /** These options with this bound for the norm of each gradient. */
    public Options withClipNorm(double clipNorm) {
        return new Options(
                Optional.of(clipNorm),
                globalClipNorm,
                clipValue,
                weightDecay,
                useEma,
                emaMomentum,
                emaOverwriteFrequency,
                gradientAccumulationSteps,
                withoutDecay);
    }

    /** These options with this bound for the norm of all gradients together. */
    public Options withGlobalClipNorm(double globalClipNorm) {
        return new Options(
                clipNorm,
                Optional.of(globalClipNorm),
                clipValue,
                weightDecay,
                useEma,
                emaMomentum,
                emaOverwriteFrequency,
                gradientAccumulationSteps,
                withoutDecay);
    }

    /** These options with this bound for each number of a gradient. */
    public Options withClipValue(double clipValue) {
        return new Options(
                clipNorm,
                globalClipNorm,
                Optional.of(clipValue),
                weightDecay,
                useEma,
                emaMomentum,
                emaOverwriteFrequency,
                gradientAccumulationSteps,
                withoutDecay);
    }

    /** These options with this decay. */
    public Options withWeightDecay(double weightDecay) {
        return new Options(
                clipNorm,
                globalClipNorm,
                clipValue,
                Optional.of(weightDecay),
                useEma,
                emaMomentum,
                emaOverwriteFrequency,
                gradientAccumulationSteps,
                withoutDecay);
    }

    /** These options with no decay for weights whose path contains one of these, such as {@code bias}. */
    public Options withoutDecayFor(String... partsOfPaths) {
        return new Options(
                clipNorm,
                globalClipNorm,
                clipValue,
                weightDecay,
                useEma,
                emaMomentum,
                emaOverwriteFrequency,
                gradientAccumulationSteps,
                Arrays.asList(partsOfPaths));
    }

    /** These options with moving averages of the weights. */
    public Options withEma(double momentum) {
        return new Options(
                clipNorm,
                globalClipNorm,
                clipValue,
                weightDecay,
                true,
                momentum,
                emaOverwriteFrequency,
                gradientAccumulationSteps,
                withoutDecay);
    }

    /** These options with averages that take the weights' place every so many updates. */
    public Options withEmaOverwriteFrequency(int updates) {
        return new Options(
                clipNorm,
                globalClipNorm,
                clipValue,
                weightDecay,
                useEma,
                emaMomentum,
                Optional.of(updates),
                gradientAccumulationSteps,
                withoutDecay);
    }

    /** These options with one update in so many steps. */
    public Options withGradientAccumulationSteps(int steps) {
        return new Options(
                clipNorm,
                globalClipNorm,
                clipValue,
                weightDecay,
                useEma,
                emaMomentum,
                emaOverwriteFrequency,
                Optional.of(steps),
                withoutDecay);
    }

    /** Why the decay has no effect at this rate, if it has none. */
    public Optional<String> swallowedDecay(double rate) {
        return weightDecay
                .filter(decay -> decay > 0 && rate > 0 && decay * rate < SWALLOWED)
                .map(decay -> "weight decay " + decay + " has no effect at learning rate " + rate
                        + ": each step would shrink weights by " + decay * rate
                        + " of themselves, which float32 rounds away; take a decay of at least "
                        + (float) (SWALLOWED / rate)
                        + ", or leave it out");
    }

    /** A whole step of an optimizer with this rule. */
    List<Node> step(Slots slots, List<Node> gradients, Transformation rule) {
        Accumulation accumulation = new Accumulation(gradientAccumulationSteps.orElse(1));
        Optional<WeightAverage> average = useEma
                ? Optional.of(new WeightAverage(emaMomentum, emaOverwriteFrequency.orElse(0)))
                : Optional.empty();
        List<Node> weights = slots.weights();
        average.ifPresent(a -> {
            for (int i = 0; i < weights.size(); i++) {
                Node _ = slots.slot(WeightAverage.SLOT, i, 0); // files hold averages before all other slots
            }
        });
        List<Node> means = accumulation.gather(slots, gradients);
        Update update = new Update(slots, accumulation, decayed(slots));
        List<Node> steps = clip().map(c -> c.then(rule)).orElse(rule).apply(update, means);
        if (steps.size() != weights.size()) {
            throw new IllegalStateException(
                    "the optimizer gave " + steps.size() + " steps for " + weights.size() + " weights");
        }
        List<Node> moved = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Node next = update.parameters().get(i).value().plus(steps.get(i));
            Node kept = accumulation.unlessWaiting(slots, next, weights.get(i));
            int index = i;
            moved.add(
                    average.map(a -> a.follow(slots, index, kept, accumulation)).orElse(kept));
        }
        return moved;
    }

    private Optional<Transformation> clip() {
        return clipNorm.<Transformation>map(ClipNorm::new)
                .or(() -> globalClipNorm.map(ClipGlobalNorm::new))
                .or(() -> clipValue.map(ClipValue::new));
    }

    private List<Node> decayed(Slots slots) {
        List<Node> decayed = new ArrayList<>();
        for (int i = 0; i < slots.weights().size(); i++) {
            Node weight = slots.weights().get(i);
            String path = slots.paths().get(i);
            decayed.add(weightDecay
                    .filter(decay -> decay > 0 && withoutDecay.stream().noneMatch(path::contains))
                    .map(decay -> weight.minus(weight.times(decay).times(slots.learningRate())))
                    .orElse(weight));
        }
        return decayed;
    }
}
