package io.nacre;

import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.NetworkJson;
import io.nacre.file.RecordCodec;
import io.nacre.graph.Variable;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** Lets tests in other packages make models and their parts from Keras's descriptions. */
public final class Replay {
    private Replay() {}

    /** The codec that knows all layers, losses, ... */
    public static RecordCodec codec() {
        return Registry.CODEC;
    }

    /** A model from its configuration, without weights. */
    public static Model model(String json) {
        NetworkFiles.Described described = NetworkFiles.restore(NetworkJson.parse(json), Registry.CODEC);
        Network network = described.network();
        Model model = network.isSequential() ? Sequential.of(network, 0) : Functional.of(network, 0);
        if (!described.samples().isEmpty()) {
            model.build(described.samples());
        }
        return model;
    }

    /** Sets all weights in the model's order. */
    public static void assign(Model model, List<Tensor> values) {
        int next = 0;
        for (Weights.Weight weight : model.weights().all()) {
            weight.variable().assign(values.get(next++).values());
        }
    }

    /** All weights in the model's order. */
    public static List<Tensor> weights(Model model) {
        return model.weights().all().stream()
                .map(Weights.Weight::variable)
                .map(Replay::tensor)
                .toList();
    }

    /** Compiles a model with what Keras's descriptions name. */
    public static void compile(Model model, String optimizer, String loss, List<String> metrics) {
        model.compile(
                Registry.CODEC.decode(Optimizer.class, Config.parse(optimizer)),
                Registry.CODEC.decode(Loss.class, loss),
                metrics.stream()
                        .map(metric -> Registry.CODEC.decode(Metric.class, metric))
                        .toArray(Metric[]::new));
    }

    /** The optimizer's variables as a file has them. */
    public static List<Tensor> optimizerVariables(Model model) {
        List<Tensor> variables = new ArrayList<>();
        OptimizerFiles.variables(model.compiled().orElseThrow())
                .forEach(array -> variables.add(
                        array.shape().rank() == 0
                                ? Tensor.scalar(array.values()[0])
                                : Tensor.of(array.values(), array.shape().sizes())));
        return variables;
    }

    private static Tensor tensor(Variable variable) {
        return Tensor.of(variable.values(), variable.shape().sizes());
    }
}
