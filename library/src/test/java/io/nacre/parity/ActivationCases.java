package io.nacre.parity;

import io.nacre.LayerRun;
import io.nacre.Replay;
import io.nacre.activation.Activation;
import io.nacre.activation.Gelu;
import io.nacre.activation.Rrelu;
import io.nacre.activation.Sparsemax;
import io.nacre.activation.Swish;
import io.nacre.activation.Threshold;
import io.nacre.activation.TrainableSwish;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.layer.Activate;
import io.nacre.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Activations and their derivatives, as functions with their arguments and as layers; at extremes, too. */
final class ActivationCases implements Cases {
    /** Functions whose class is not simply their name in camel case. */
    private static final Map<String, String> CLASSES =
            Map.of("relu", "ReLU", "leaky_relu", "LeakyReLU", "elu", "ELU", "relu6", "Relu6");

    @Override
    public String group() {
        return "activations";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public void run(Case c, Report report) {
        if (c.name().startsWith("sparsemax")) {
            sparsemax(c, report);
            return;
        }
        Layer layer = layer(c);
        Tensor x = samples(c, c.tensor("x"));
        Tensor weights = samples(c, c.tensor("c"));
        LayerCase run = LayerCase.of(layer, x.shape(), report);
        if (c.has("alpha")) {
            run.run().assign("alpha", c.tensor("alpha"));
        }
        LayerRun.Call call = run.run().inference();
        run.compare("", call, x, weights, samples(c, c.tensor("y")));
        // Where float32 fails Keras (infinity times zero), its gradient in float64 counts.
        boolean finite = allFinite(c.tensor("dx")) || !c.has("dx64");
        run.gradients("", call, x, weights, samples(c, c.tensor(finite ? "dx" : "dx64")));
        if (c.has("dalpha")) {
            run.gradient("", "alpha", call, x, weights, c.tensor("dalpha"));
        }
        if (c.has("dbeta")) {
            trainable(c, x, weights, report);
        }
    }

    /** Learned beta: the same values, and the gradient by it. */
    private static void trainable(Case c, Tensor x, Tensor weights, Report report) {
        LayerCase run = LayerCase.of(new Activate(new TrainableSwish()), x.shape(), report);
        run.run().assign("beta", Tensor.scalar(c.get("args").get("beta").floatValue()));
        LayerRun.Call call = run.run().inference();
        run.compare("learned: ", call, x, weights, samples(c, c.tensor("y")));
        // In float64, since at 20 and beyond float32 has no digits of 1 - sigmoid left, which Keras shows, too.
        run.gradientInFloat64(
                "", "beta", call, x, weights, Tensor.scalar(c.get("dbeta64").floatValue()));
    }

    private static Layer layer(Case c) {
        if (c.has("layer")) {
            return LayerCase.layer(c);
        }
        JsonNode args = c.get("args");
        return new Activate(
                switch (c.get("function").asString()) {
                    case "z*sigmoid(beta*z)" -> new Swish(args.get("beta").doubleValue());
                    case "z*sigmoid(1.702*z)" -> Gelu.of().withForm(Gelu.Form.SIGMOID);
                    case "z if z>=0 else z*(lower+upper)/2" ->
                        new Rrelu(
                                args.get("lower").doubleValue(),
                                args.get("upper").doubleValue());
                    case "gelu" ->
                        args.get("approximate").booleanValue() ? Gelu.of().withForm(Gelu.Form.TANH) : Gelu.of();
                    case "threshold" ->
                        Threshold.of(
                                args.get("threshold").doubleValue(),
                                args.get("default_value").doubleValue());
                    default ->
                        function(c.get("function").asString(), alongFirst(c) ? "{\"axis\": 1}" : args.toString());
                });
    }

    private static Activation function(String name, String args) {
        if (args.equals("{}")) {
            return Replay.codec().decode(Activation.class, name);
        }
        String type = CLASSES.getOrDefault(
                name,
                Arrays.stream(name.split("_"))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining()));
        return Replay.codec()
                .decode(Activation.class, Config.parse("{\"class_name\": \"" + type + "\", \"config\": " + args + "}"));
    }

    /**
     * Keras's sparsemax takes a wrong threshold where more than one number remains, so that they do not sum to 1. Rows
     * in which they do are held to Keras; the others to the definition: the nearest point whose numbers are not
     * negative and sum to 1, which has one threshold for all.
     */
    private static void sparsemax(Case c, Report report) {
        Tensor x = samples(c, c.tensor("x"));
        int axis = c.get("args").get("axis").intValue();
        report.same("axis, of which only the last is known here", -1, axis);
        LayerCase run = LayerCase.of(new Activate(Sparsemax.of()), x.shape(), report);
        float[] ours = run.evaluate(List.of(run.run().inference().y()), x, x).get(0);
        float[] theirs = samples(c, c.tensor("y")).values();
        int columns = x.size(-1);
        for (int row = 0; row < x.count() / columns; row++) {
            float[] numbers = Arrays.copyOfRange(x.values(), row * columns, (row + 1) * columns);
            float[] kerasRow = Arrays.copyOfRange(theirs, row * columns, (row + 1) * columns);
            float[] ourRow = Arrays.copyOfRange(ours, row * columns, (row + 1) * columns);
            float[] expected = Math.abs(sum(kerasRow) - 1) < 1e-4 ? kerasRow : nearest(numbers);
            report.compare("row " + row, expected, ourRow);
        }
    }

    private static double sum(float[] row) {
        double sum = 0;
        for (float number : row) {
            sum += number;
        }
        return sum;
    }

    /** By halving the interval in which the threshold lies. */
    private static float[] nearest(float[] numbers) {
        double low = -1e6;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (float number : numbers) {
                sum += Math.max(number - middle, 0);
            }
            if (sum > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        float[] result = new float[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) Math.max(numbers[i] - low, 0);
        }
        return result;
    }

    /** A vector as one sample; an array along whose first axis a function goes, too, since that is no batch. */
    private static Tensor samples(Case c, Tensor tensor) {
        boolean whole = tensor.shape().rank() == 1 || alongFirst(c);
        int[] sizes = tensor.shape().sizes();
        int[] batched = new int[sizes.length + 1];
        batched[0] = 1;
        System.arraycopy(sizes, 0, batched, 1, sizes.length);
        return whole ? Tensor.of(tensor.values(), batched) : tensor;
    }

    private static boolean alongFirst(Case c) {
        return c.has("args")
                && c.get("args").hasNonNull("axis")
                && c.get("args").get("axis").intValue() == 0;
    }

    private static boolean allFinite(Tensor tensor) {
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
