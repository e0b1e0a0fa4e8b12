package io.nacre;

import io.nacre.activation.Linear;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.layer.AlphaDropout;
import io.nacre.layer.BatchNormalization;
import io.nacre.layer.Dense;
import io.nacre.layer.Dropout;
import io.nacre.layer.GaussianDropout;
import io.nacre.layer.GaussianNoise;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes batch normalization into the dense layers beside it. In prediction it is {@code y = s * x + t} with {@code s =
 * gamma / sqrt(movingVariance + epsilon)} and {@code t = beta - s * movingMean}, so that
 *
 * <pre>{@code
 * after a dense layer:   s * (x . W + b) + t   =  x . (W * s) + (s * b + t)
 * before a dense layer:  (s * x + t) . W + b   =  x . (s^T * W) + (t . W + b)
 * }</pre>
 *
 * <p>It is taken into the layer before if that has no activation and nothing else reads its result, else into the
 * layers after if they are dense and nothing else reads the normalized values; dropout and noise between do nothing in
 * prediction. Else it stays. Layers that stand at several places stay as they are.
 */
final class NormalizationFolding {
    private final Map<LayerState, Integer> places = new IdentityHashMap<>();
    private final Map<LayerState, Integer> ranks = new IdentityHashMap<>();
    private final Map<Network, Network> folded = new IdentityHashMap<>();

    private NormalizationFolding() {}

    /** The same network, built and with weights of its own, with as little batch normalization as can be. */
    static Network fold(Network network) {
        NormalizationFolding folding = new NormalizationFolding();
        folding.count(network, new IdentityHashMap<>());
        return folding.folded(network);
    }

    private void count(Network network, Map<Network, Boolean> seen) {
        if (seen.put(network, true) != null) {
            return;
        }
        for (Network.Call call : network.calls()) {
            switch (network.part(call.part())) {
                case LayerState layer -> {
                    places.merge(layer, 1, Integer::sum);
                    ranks.put(
                            layer, network.shapes().get(call.arguments().get(0)).rank());
                }
                case Network nested -> count(nested, seen);
            }
        }
    }

    private Network folded(Network network) {
        Network known = folded.get(network);
        if (known != null) {
            return known;
        }
        Network result = network.with((name, part) -> part instanceof Network nested ? folded(nested) : part);
        Optional<Network> next = Optional.of(result);
        while (next.isPresent()) {
            result = next.get();
            next = foldOne(result);
        }
        folded.put(network, result);
        return result;
    }

    /** The network with one batch normalization less, if one can be folded. */
    private Optional<Network> foldOne(Network network) {
        Wiring wiring = new Wiring(network);
        for (int call = 0; call < network.calls().size(); call++) {
            Map<String, LayerState> dense = dense(wiring, call);
            if (!dense.isEmpty()) {
                dense.values().forEach(layer -> places.put(layer, 1));
                return Optional.of(wiring.without(call, dense));
            }
        }
        return Optional.empty();
    }

    /**
     * The dense layers that have taken in what a call does, by the names of those that they replace; none if none can.
     */
    private Map<String, LayerState> dense(Wiring wiring, int call) {
        LayerState layer = wiring.layer(call).filter(this::isFoldable).orElse(null);
        if (layer == null) {
            return Map.of();
        }
        Factors factors = Factors.of(layer);
        Optional<String> before = before(wiring, call);
        if (before.isPresent()) {
            return Map.of(before.get(), factors.after(wiring.state(before.get())));
        }
        Map<String, LayerState> after = new LinkedHashMap<>();
        after(wiring, call).forEach(name -> after.put(name, factors.before(wiring.state(name))));
        return after;
    }

    /** Whether it is a batch normalization along the axis that dense layers work along, at this place only. */
    private boolean isFoldable(LayerState state) {
        if (!(state.layer() instanceof BatchNormalization normalization) || places.getOrDefault(state, 0) != 1) {
            return false;
        }
        int last = ranks.getOrDefault(state, 0) - 1;
        return normalization.axis().equals(List.of(-1)) || normalization.axis().equals(List.of(last));
    }

    /** The dense layer before, if it can take a batch normalization in. */
    private Optional<String> before(Wiring wiring, int call) {
        int value = wiring.argument(call);
        return wiring.origin(value)
                .filter(from -> isDense(wiring, from) && wiring.users(value).equals(List.of(call)))
                .filter(from -> wiring.state(wiring.name(from)).layer() instanceof Dense dense
                        && dense.activation() instanceof Linear)
                .map(wiring::name);
    }

    /** The dense layers after, if they can take a batch normalization in; else none. */
    private List<String> after(Wiring wiring, int call) {
        List<String> dense = new ArrayList<>();
        List<Integer> open = new ArrayList<>(wiring.users(wiring.result(call)));
        while (!open.isEmpty()) {
            int user = open.removeLast();
            if (user == Wiring.OUTPUT) {
                return List.of();
            } else if (isDense(wiring, user)) {
                dense.add(wiring.name(user));
            } else if (wiring.layer(user)
                    .filter(state -> isRandom(state.layer()))
                    .isPresent()) {
                open.addAll(wiring.users(wiring.result(user)));
            } else {
                return List.of();
            }
        }
        return dense;
    }

    private boolean isDense(Wiring wiring, int call) {
        return wiring.layer(call)
                .filter(state -> state.layer() instanceof Dense && places.getOrDefault(state, 0) == 1)
                .isPresent();
    }

    private static boolean isRandom(Layer layer) {
        return layer instanceof Dropout
                || layer instanceof AlphaDropout
                || layer instanceof GaussianDropout
                || layer instanceof GaussianNoise;
    }

    /** A batch normalization as {@code s * x + t}, in float64. */
    private record Factors(double[] s, double[] t) {
        static Factors of(LayerState state) {
            if (!(state.layer() instanceof BatchNormalization normalization)) {
                throw new IllegalArgumentException("not a batch normalization: " + state.layer());
            }
            Map<String, float[]> weights = values(state);
            float[] mean = Objects.requireNonNull(weights.get("moving_mean"));
            float[] variance = Objects.requireNonNull(weights.get("moving_variance"));
            float[] gamma = weights.get("gamma");
            float[] beta = weights.get("beta");
            double[] s = new double[mean.length];
            double[] t = new double[mean.length];
            for (int i = 0; i < s.length; i++) {
                s[i] = (gamma == null ? 1 : gamma[i]) / Math.sqrt(variance[i] + normalization.epsilon());
                t[i] = (beta == null ? 0 : beta[i]) - s[i] * mean[i];
            }
            return new Factors(s, t);
        }

        private static Map<String, float[]> values(LayerState state) {
            Map<String, float[]> values = new LinkedHashMap<>();
            state.weights()
                    .forEach(weight ->
                            values.put(weight.name(), weight.variable().values()));
            return values;
        }

        /** The dense layer that this follows, with it. */
        LayerState after(LayerState state) {
            Map<String, float[]> weights = values(state);
            float[] kernel = Objects.requireNonNull(weights.get("kernel"));
            float[] bias = weights.getOrDefault("bias", new float[s.length]);
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = (float) (kernel[i] * s[i % s.length]);
            }
            for (int unit = 0; unit < s.length; unit++) {
                bias[unit] = (float) (s[unit] * bias[unit] + t[unit]);
            }
            return dense(state, kernel, bias);
        }

        /** The dense layer that follows this, with it. */
        LayerState before(LayerState state) {
            Map<String, float[]> weights = values(state);
            float[] kernel = Objects.requireNonNull(weights.get("kernel"));
            int units = kernel.length / s.length;
            double[] sums = new double[units];
            for (int i = 0; i < kernel.length; i++) {
                sums[i % units] += t[i / units] * kernel[i];
                kernel[i] = (float) (kernel[i] * s[i / units]);
            }
            float[] bias = weights.getOrDefault("bias", new float[units]);
            for (int unit = 0; unit < units; unit++) {
                bias[unit] = (float) (bias[unit] + sums[unit]);
            }
            return dense(state, kernel, bias);
        }

        private static LayerState dense(LayerState old, float[] kernel, float[] bias) {
            if (!(old.layer() instanceof Dense dense)) {
                throw new IllegalArgumentException("not a dense layer: " + old.layer());
            }
            LayerState state = old.fresh(new Dense(
                    dense.units(),
                    dense.activation(),
                    true,
                    dense.kernel(),
                    dense.bias(),
                    dense.activityRegularizer()));
            String path = old.weights().iterator().next().variable().path();
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            weight(
                    state,
                    folder,
                    "kernel",
                    LayerState.Kind.KERNEL,
                    Shape.of(kernel.length / bias.length, bias.length),
                    kernel);
            weight(state, folder, "bias", LayerState.Kind.LEARNED, Shape.of(bias.length), bias);
            return state;
        }

        private static void weight(
                LayerState state, String folder, String name, LayerState.Kind kind, Shape shape, float[] values) {
            Variable _ = state.weight(name, shape, kind, () -> {
                Variable variable = Variable.of(folder + name, shape);
                variable.assign(values);
                return variable;
            });
        }
    }
}
