package io.nacre.parity;

import io.nacre.Fit;
import io.nacre.Model;
import io.nacre.Replay;
import io.nacre.Sequential;
import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.loss.Loss;
import io.nacre.loss.Reduction;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Optimizers, step by step. A model whose answer is {@code sum(x * w)}, and whose loss is its answer, has the gradient
 * x, so that each sample is a gradient, and the steps are those of a real fit.
 */
final class OptimizerCases implements Cases {
    private static final List<String> NAMES = List.of("kernel", "bias");

    @Override
    public String group() {
        return "optimizers";
    }

    @Override
    public double tolerance() {
        return 1e-6;
    }

    /** Weights of some shapes, each of whose numbers is multiplied by one number of the input. */
    private record Products(List<Shape> shapes) implements Layer {
        @Override
        public Node call(Scope scope, Node x) {
            Node sum = Node.constant(0);
            int from = 0;
            for (int i = 0; i < shapes.size(); i++) {
                Node weight = scope.weight(name(i), shapes.get(i), (shape, random) -> new float[shape.count()]);
                int count = shapes.get(i).count();
                sum = sum.plus(x.slice(1, from, from + count)
                        .times(weight.reshape(Shape.of(count)))
                        .sum(1));
                from += count;
            }
            return sum;
        }
    }

    private static String name(int weight) {
        return weight < NAMES.size() ? NAMES.get(weight) : "weight_" + weight;
    }

    /** The model's answer itself. */
    private record Itself() implements Loss {
        @Override
        public Node call(Node yTrue, Node yPred) {
            return yPred.plus(yTrue.times(0));
        }

        @Override
        public Reduction reduction() {
            return Reduction.SUM;
        }
    }

    @Override
    public void run(Case c, Report report) {
        List<Tensor> start = tensors(c.get("start"));
        Tensor gradients = gradients(c.get("gradients"));
        Model model = Sequential.of(
                new Input(Shape.of(gradients.size(1))),
                new Products(start.stream().map(Tensor::shape).toList()));
        Replay.assign(model, start);
        model.compile(optimizer(c), new Itself());
        Dataset data = Dataset.of(gradients, Tensor.zeros(gradients.size(0)));
        Steps steps = new Steps(model, c, report);
        model.fit(data, Fit.epochs(1).withBatchSize(1).withoutShuffle().withCallbacks(steps));
        if (c.has("after_finalize")) {
            compare("after the end", tensors(c.get("after_finalize")), Replay.weights(model), report);
        }
        variables(c, gradients, Replay.optimizerVariables(model), report);
    }

    private static void variables(Case c, Tensor gradients, List<Tensor> ours, Report report) {
        JsonNode theirs = c.get("optimizer_variables");
        report.same("number of optimizer variables", theirs.size(), ours.size());
        for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
            String name = theirs.get(i).get("path").asString();
            Tensor expected = Case.tensor(theirs.get(i).get("value"));
            report.compare(name, expected, ours.get(i), means(name) ? largest(gradients) / 10 : 0);
        }
    }

    /** Whether gradients of both signs are added up, so that what remains of large ones may be small. */
    private static boolean means(String name) {
        return name.endsWith("momentum") || name.endsWith("gradient") || name.endsWith("gradient_accumulator");
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static Optimizer optimizer(Case c) {
        String json = "{\"class_name\": " + c.get("class") + ", \"config\": " + c.get("config") + "}";
        Optimizer optimizer = Replay.codec().decode(Optimizer.class, Config.parse(json));
        if (!c.has("weight_decay_excluded_var_names")) {
            return optimizer;
        }
        List<String> excluded = new ArrayList<>();
        c.get("weight_decay_excluded_var_names").forEach(name -> excluded.add(name.asString()));
        return optimizer.withOptions(optimizer.options().withoutDecayFor(excluded.toArray(String[]::new)));
    }

    /** Compares after each step. */
    private record Steps(Model model, Case c, Report report) implements Callback {
        @Override
        public void onBatchEnd(Training training, int batch) {
            String what = "weight after step " + batch;
            compare(what, tensors(c.get("weights_after_step").get(batch)), Replay.weights(model), report);
            if (c.has("ema_after_step")) {
                List<Tensor> averages = Replay.optimizerVariables(model);
                int first = c.get("config").get("learning_rate").isObject() ? 1 : 2;
                int count = c.get("start").size();
                List<Tensor> theirs = tensors(c.get("ema_after_step").get(batch));
                compare("average after step " + batch, theirs, averages.subList(first, first + count), report);
            }
        }
    }

    private static void compare(String what, List<Tensor> theirs, List<Tensor> ours, Report report) {
        report.same("number of arrays, " + what, theirs.size(), ours.size());
        for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
            report.compare(what + " " + i, theirs.get(i), ours.get(i));
        }
    }

    private static List<Tensor> tensors(JsonNode list) {
        List<Tensor> tensors = new ArrayList<>();
        list.forEach(tensor -> tensors.add(Case.tensor(tensor)));
        return tensors;
    }

    /** One row a step, with the gradients of all weights side by side. */
    private static Tensor gradients(JsonNode steps) {
        List<Float> numbers = new ArrayList<>();
        for (JsonNode step : steps) {
            for (Tensor gradient : tensors(step)) {
                for (float value : gradient.values()) {
                    numbers.add(value);
                }
            }
        }
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return Tensor.of(values, steps.size(), values.length / steps.size());
    }
}
