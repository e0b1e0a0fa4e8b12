package io.nacre.optimizer;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * What all optimizers can do beside their rule: clip gradients first, in one of three ways, and let weights decay.
 *
 * <ul>
 *   <li>{@code clipNorm}: a weight's gradient longer than this is shortened to it, which keeps its direction;
 *   <li>{@code globalClipNorm}: the same for all gradients taken as one vector;
 *   <li>{@code clipValue}: each number of a gradient is kept between minus and plus this; its direction may change;
 *   <li>{@code weightDecay}: {@code w = w - decay * rate * w} before each step.
 * </ul>
 *
 * @param clipNorm above 0; default none
 * @param globalClipNorm above 0; default none
 * @param clipValue above 0; default none
 * @param weightDecay at least 0; default none
 */
public record Options(
        @KerasName("clipnorm") Optional<Double> clipNorm,
        @KerasName("global_clipnorm") Optional<Double> globalClipNorm,
        @KerasName("clipvalue") Optional<Double> clipValue,
        Optional<Double> weightDecay) {
    /** Neither clipping nor decay. */
    public static final Options NONE =
            new Options(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks the numbers, and that there is one way of clipping at the most. */
    public Options {
        positive("clipNorm", clipNorm);
        positive("globalClipNorm", globalClipNorm);
        positive("clipValue", clipValue);
        weightDecay.ifPresent(decay -> {
            if (!(decay >= 0) || Double.isInfinite(decay)) {
                throw new IllegalArgumentException("weightDecay must be a number of at least 0, not " + decay);
            }
        });
        List<Optional<Double>> ways = List.of(clipNorm, globalClipNorm, clipValue);
        if (ways.stream().filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException("gradients are clipped by clipNorm, by globalClipNorm or by clipValue;"
                    + " only one of them can be given");
        }
    }

    private static void positive(String name, Optional<Double> value) {
        value.ifPresent(number -> {
            if (!(number > 0) || Double.isInfinite(number)) {
                throw new IllegalArgumentException(name + " must be a number above 0, not " + number);
            }
        });
    }

    /** These options with this bound for the norm of each gradient. */
    public Options withClipNorm(double clipNorm) {
        return new Options(Optional.of(clipNorm), globalClipNorm, clipValue, weightDecay);
    }

    /** These options with this bound for the norm of all gradients together. */
    public Options withGlobalClipNorm(double globalClipNorm) {
        return new Options(clipNorm, Optional.of(globalClipNorm), clipValue, weightDecay);
    }

    /** These options with this bound for each number of a gradient. */
    public Options withClipValue(double clipValue) {
        return new Options(clipNorm, globalClipNorm, Optional.of(clipValue), weightDecay);
    }

    /** These options with this decay. */
    public Options withWeightDecay(double weightDecay) {
        return new Options(clipNorm, globalClipNorm, clipValue, Optional.of(weightDecay));
    }

    /** Gradients as the rule is to see them. */
    public List<Node> clip(List<Node> gradients) {
        if (clipNorm.isPresent()) {
            return gradients.stream().map(g -> shorten(g, clipNorm.get())).toList();
        }
        if (globalClipNorm.isPresent() && !gradients.isEmpty()) {
            Node squares = gradients.stream()
                    .map(g -> g.square().sum())
                    .reduce(Node::plus)
                    .orElseThrow();
            Node longest = squares.sqrt().maximum(globalClipNorm.get());
            Node scale = Node.constant(globalClipNorm.get()).dividedBy(longest);
            return gradients.stream().map(g -> g.times(scale)).toList();
        }
        if (clipValue.isPresent()) {
            return gradients.stream()
                    .map(g -> g.clip(-clipValue.get(), clipValue.get()))
                    .toList();
        }
        return gradients;
    }

    private static Node shorten(Node gradient, double norm) {
        return gradient.times(norm).dividedBy(gradient.square().sum().sqrt().maximum(norm));
    }

    /** A weight after its decay, before the step. */
    public Node decay(Node weight, Node learningRate) {
        return weightDecay
                .map(decay -> weight.minus(weight.times(decay).times(learningRate)))
                .orElse(weight);
    }
}
