package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One link in the chain that an optimizer is. The first is given the gradients; each turns what it is given into
 * something else; what the last gives is added to the weights.
 *
 * <pre>{@code
 * Transformation heavyBall = new ScaleByRate().then(new Negate()).then(new Momentum(0.9, false));
 * Transformation signs = Transformation.each((weight, g) -> g.sign().times(weight.learningRate()).negate());
 * }</pre>
 *
 * <p>The compiler fuses the expressions, so that a chain costs one pass over memory.
 */
@FunctionalInterface
public interface Transformation {
    /**
     * Describes the link.
     *
     * @param steps one for each weight, of its shape
     * @return as many, of the same shapes
     */
    List<Node> apply(Update update, List<Node> steps);

    /** This one, then another. */
    default Transformation then(Transformation next) {
        return (update, steps) -> next.apply(update, apply(update, steps));
    }

    /** A link that treats each weight apart from the others. */
    static Transformation each(BiFunction<Parameter, Node, Node> link) {
        return (update, steps) -> {
            List<Node> results = new ArrayList<>();
            for (Parameter parameter : update.parameters()) {
                results.add(link.apply(parameter, steps.get(results.size())));
            }
            return results;
        };
    }

    /** Keeps slots in this order, whichever link asks for them first; files hold them in the order of asking. */
    static Transformation slots(double initial, String... names) {
        return (update, steps) -> {
            for (String name : names) {
                for (Parameter parameter : update.parameters()) {
                    Node _ = parameter.slot(name, initial);
                }
            }
            return steps;
        };
    }
}
