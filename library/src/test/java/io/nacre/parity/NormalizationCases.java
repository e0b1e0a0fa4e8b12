package io.nacre.parity;

import static java.util.Objects.requireNonNull;

import io.nacre.LayerRun;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.layer.BatchNormalization;
import io.nacre.layer.Layer;
import io.nacre.layer.Normalization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Normalizing layers: batch by batch in training, in prediction, frozen, and adapted to data. */
final class NormalizationCases implements Cases {
    @Override
    public String group() {
        return "layers_norm";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public void run(Case c, Report report) {
        if (c.has("batch_mean")) {
            severalAxes(c, report);
        } else if (c.has("training_batches")) {
            batches(c, report);
        } else if (c.has("x")) {
            adapted(c, report);
        } else {
            LayerCase.replay(c, report);
        }
    }

    private static void batches(Case c, Report report) {
        Tensor first = Case.tensor(c.get("training_batches").get(0).get("x"));
        LayerCase layer = LayerCase.of(c, first.shape(), report);
        LayerRun run = layer.run();
        int number = 0;
        for (JsonNode batch : c.get("training_batches")) {
            String what = "batch " + number++ + ": ";
            LayerRun.Call call = run.training();
            compare(what, layer, call, batch);
            Tensor x = Case.tensor(batch.get("x"));
            List<String> states = List.of("moving_mean", "moving_variance");
            List<Node> updates = states.stream()
                    .map(state -> requireNonNull(call.updates().get(state)))
                    .toList();
            List<float[]> values = layer.evaluate(updates, x, x);
            for (int i = 0; i < states.size(); i++) {
                Tensor after = Case.tensor(batch.get(states.get(i) + "_after"));
                report.compare(what + states.get(i), after.values(), values.get(i));
                run.assign(states.get(i), Tensor.of(values.get(i), after.shape().sizes()));
            }
        }
        JsonNode inference = c.get("inference");
        compare("prediction: ", layer, run.inference(), inference);
        if (c.has("frozen_training_true_output")) {
            Tensor x = Case.tensor(inference.get("x"));
            LayerRun.Call frozen = run.frozen();
            report.same("updates while frozen", Map.of(), frozen.updates());
            layer.compare("frozen: ", frozen, x, x, c.tensor("frozen_training_true_output"));
        }
    }

    private static void compare(String what, LayerCase layer, LayerRun.Call call, JsonNode json) {
        Tensor x = Case.tensor(json.get("x"));
        Tensor weights = Case.tensor(json.get("c"));
        layer.compare(what, call, x, weights, Case.tensor(json.get("y")));
        layer.gradients(what, call, x, weights, Case.tensor(json.get("dx")));
        json.get("weight_gradients")
                .properties()
                .forEach(
                        entry -> layer.gradient(what, entry.getKey(), call, x, weights, Case.tensor(entry.getValue())));
    }

    /** Keras keeps one axis; what more than one should give was found with another library's autodiff. */
    private static void severalAxes(Case c, Report report) {
        BatchNormalization layer = BatchNormalization.of()
                .withAxis(Case.ints(c.get("axis")))
                .withEpsilon(c.get("epsilon").doubleValue())
                .withMomentum(c.get("momentum").doubleValue());
        Tensor x = c.tensor("x");
        LayerCase run = LayerCase.of(layer, x.shape(), report);
        run.run().assign("gamma", c.tensor("gamma"));
        run.run().assign("beta", c.tensor("beta"));
        LayerRun.Call call = run.run().training();
        run.compare("", call, x, c.tensor("c"), c.tensor("y"));
        run.gradients("", call, x, c.tensor("c"), c.tensor("dx"));
        run.gradient("", "gamma", call, x, c.tensor("c"), c.tensor("dgamma"));
        run.gradient("", "beta", call, x, c.tensor("c"), c.tensor("dbeta"));
        List<float[]> moving = run.evaluate(
                List.of(
                        requireNonNull(call.updates().get("moving_mean")),
                        requireNonNull(call.updates().get("moving_variance"))),
                x,
                x);
        report.compare("moving mean", c.tensor("moving_mean_from_0").values(), moving.get(0));
        report.compare("moving variance", c.tensor("moving_variance_from_1").values(), moving.get(1));
    }

    /** Both ways to the numbers: adapted here, and adapted by Keras and read from its file. */
    private static void adapted(Case c, Report report) {
        Tensor x = c.tensor("x");
        Layer layer = LayerCase.layer(c);
        if (c.has("adapt_data") && layer instanceof Normalization described) {
            Normalization own = described.adapt(c.tensor("adapt_data"));
            compare("adapted mean", c, 0, own.mean(), report);
            compare("adapted variance", c, 1, own.variance(), report);
            LayerCase adapted = LayerCase.of(own, x.shape(), report);
            adapted.compare("adapted: ", adapted.run().inference(), x, x, c.tensor("y"));
        }
        LayerCase given = LayerCase.of(layer, x.shape(), report);
        if (c.has("adapted_weights")) {
            given.assign(c.get("adapted_weights"));
        }
        given.compare("", given.run().inference(), x, x, c.tensor("y"));
    }

    private static void compare(String what, Case c, int weight, Optional<Tensor> ours, Report report) {
        Tensor theirs = Case.tensor(c.get("adapted_weights").get(weight).get("value"));
        report.compare(what, theirs, ours.orElseThrow());
    }
}
