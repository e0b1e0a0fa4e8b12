package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.WeightFormat;
import io.nacre.graph.Node;
import io.nacre.internal.compile.Program;
import io.nacre.internal.encoding.Int8Kernel;
import io.nacre.internal.quantize.ActivationRange;
import io.nacre.internal.quantize.Int8Product;
import io.nacre.internal.quantize.Products;
import io.nacre.internal.run.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model whose dense layers compute in int8: kernels in whole numbers from -127 to 127 with a scale for each unit,
 * activations in whole numbers from 0 to 255 with one scale for each layer, taken from samples; sums are whole numbers
 * too. All else, as activation functions and batch normalization, is float32; fold batch normalization before.
 *
 * <pre>{@code
 * QuantizedModel int8 = model.foldBatchNormalization().quantize(train.inputs().getFirst().slice(0, 1000));
 * int8.exportOnnx(Path.of("model-int8.onnx"));
 * }</pre>
 *
 * <p>Here it serves to see what int8 costs in accuracy: its numbers are those of int8 arithmetic, but it is not faster
 * than the model in float32, since Java has no instruction for products of bytes. Exported, ONNX Runtime computes it in
 * int8. It has copies of the model's weights, and cannot be trained. {@link #predict} may be called from many threads.
 * Source: Jacob et al., 2018.
 */
public final class QuantizedModel {
    private static final int CALIBRATION_BATCH = 256;

    private final Net net;
    private final Optional<Compiled> compiled;
    private final List<Int8Product> products;
    private final Predictions predictions;

    private QuantizedModel(Net net, Optional<Compiled> compiled, List<Int8Product> products) {
        this.net = net;
        this.compiled = compiled;
        this.products = List.copyOf(products);
        List<Node> answers = net.programs().prediction(Mode.INFERENCE).outputs();
        Program program = new Program(rewritten(answers, products), Map.of());
        this.predictions = new Predictions(net, () -> program);
    }

    /** Quantizes what is built; the ranges of activations are the least and largest that these inputs cause. */
    static QuantizedModel of(Net net, Optional<Compiled> compiled, List<Samples> inputs) {
        List<Node> answers = net.programs().prediction(Mode.INFERENCE).outputs();
        List<Node> found = Products.of(answers);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the model has no dense layer, so there is nothing to quantize");
        }
        DataChecks.finite(inputs, "input", "the calibration data");
        List<ActivationRange> ranges = ranges(net, found, inputs);
        List<Int8Product> products = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            var kernel = Products.kernel(found.get(i));
            products.add(new Int8Product(
                    ranges.get(i), Int8Kernel.of(kernel.values(), kernel.shape().size(-1))));
        }
        return new QuantizedModel(net, compiled, products);
    }

    private static List<ActivationRange> ranges(Net net, List<Node> products, List<Samples> inputs) {
        List<Node> extremes = new ArrayList<>();
        for (Node product : products) {
            Node x = product.inputs().get(0);
            int[] axes = {0, 1};
            extremes.add(x.max(axes));
            extremes.add(x.negate().max(axes));
        }
        int samples = inputs.getFirst().count();
        Session session =
                net.session(new Program(extremes, Map.of()), Math.min(samples, CALIBRATION_BATCH), Threads.standard());
        Frame frame = session.borrow();
        float[] largest = new float[products.size()];
        float[] least = new float[products.size()];
        for (int from = 0; from < samples; from += session.capacity()) {
            int to = Math.min(from + session.capacity(), samples);
            for (int i = 0; i < inputs.size(); i++) {
                session.feed(frame, ProgramInputs.input(i), inputs.get(i), from, to);
            }
            session.run(frame, to - from, net.randomStep(session));
            for (int i = 0; i < products.size(); i++) {
                largest[i] = Math.max(largest[i], session.output(frame, 2 * i));
                least[i] = Math.min(least[i], -session.output(frame, 2 * i + 1));
            }
        }
        List<ActivationRange> ranges = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            ranges.add(ActivationRange.of(least[i], largest[i]));
        }
        return ranges;
    }

    /** The same answers with products in int8. */
    private static List<Node> rewritten(List<Node> answers, List<Int8Product> products) {
        return Products.rewritten(answers, int8(answers, products));
    }

    private static Map<Node, Int8Product> int8(List<Node> answers, List<Int8Product> products) {
        List<Node> found = Products.of(answers);
        Map<Node, Int8Product> int8 = new IdentityHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            int8.put(found.get(i), products.get(i));
        }
        return int8;
    }

    /** The answers to samples of shape {@code (n, ...)}. */
    public Tensor predict(Tensor x) {
        return predict(Samples.of(x));
    }

    /**
     * The answers.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite
     * @throws IllegalStateException if the model has several outputs
     */
    public Tensor predict(Samples x) {
        List<Tensor> answers = predictAll(Dataset.ofInputs(x));
        if (answers.size() != 1) {
            throw new IllegalStateException("the model has " + answers.size() + " outputs; predictAll gives them all");
        }
        return answers.getFirst();
    }

    /** All answers of a model that may have several inputs and several outputs. */
    public List<Tensor> predictAll(Dataset data) {
        if (!predictions.take(data.inputs())) {
            throw new IllegalArgumentException("the model takes samples of shapes " + net.inputShapes()
                    + ", but was given " + DataChecks.shapes(data.inputs()));
        }
        DataChecks.finite(data.inputs(), "input", "the input");
        return predictions.of(data.inputs(), CALIBRATION_BATCH);
    }

    /**
     * Loss and metrics in int8, if the model was compiled when it was quantized.
     *
     * @throws IllegalStateException if it was not
     */
    public Map<String, Double> evaluate(Dataset data) {
        Compiled state = compiled.orElseThrow(
                () -> new IllegalStateException("compile the model before it can be evaluated, and then quantize it"));
        return Evaluation.of(net, state, data, answers -> rewritten(answers, products));
    }

    /**
     * Writes an ONNX model with the same arithmetic: kernels in int8, {@code QuantizeLinear} and
     * {@code DequantizeLinear} at each product, which ONNX Runtime turns into products of bytes. Operator set 17;
     * {@link Model#importOnnx} reads it as a model in float32.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public void exportOnnx(Path file) {
        OnnxFile.write(net, file, WeightFormat.INT8, answers -> int8(answers, products));
    }

    /** How each product is quantized, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<Node> found = Products.of(net.programs().prediction(Mode.INFERENCE).outputs());
        for (int i = 0; i < products.size(); i++) {
            ActivationRange range = products.get(i).range();
            text.append(String.format(
                    Locale.ROOT,
                    "%s: input from %.4g to %.4g in steps of %.4g, kernel in steps of up to %.4g%n",
                    Products.kernel(found.get(i)).path(),
                    -range.zeroPoint() * range.scale(),
                    (ActivationRange.LARGEST - range.zeroPoint()) * range.scale(),
                    range.scale(),
                    largest(products.get(i).kernel().scales())));
        }
        return text.toString();
    }

    private static float largest(float[] scales) {
        float largest = 0;
        for (float scale : scales) {
            largest = Math.max(largest, scale);
        }
        return largest;
    }
}
