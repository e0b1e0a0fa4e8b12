package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.tanh;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.internal.encoding.Int8Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizedModelTest {
    private static final FashionMnist DATA = FashionMnist.sample();

    @TempDir
    private Path folder;

    private static Tensor random(int samples, int features) {
        SplittableRandom random = new SplittableRandom(6);
        float[] values = new float[samples * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, samples, features);
    }

    private static Model trained() {
        Sequential model = Sequential.of(
                input(28, 28),
                flatten(),
                batchNormalization(),
                dense(60, relu()),
                batchNormalization(),
                dense(10, softmax()));
        compile(model);
        model.fit(DATA.train(), Fit.epochs(5));
        return model;
    }

    private static void compile(Model model) {
        model.compile(adam(0.001), sparseCategoricalCrossentropy(), accuracy());
    }

    /** What the layer is, in integers and by hand. */
    private static double[] product(float[] x, float low, float high, float[] kernel, float[] bias) {
        int units = bias.length;
        Int8Kernel int8 = Int8Kernel.of(kernel, units);
        float scale = (Math.max(0, high) - Math.min(0, low)) / 255;
        int zero = (int) Math.rint(-Math.min(0, low) / scale);
        double[] y = new double[units];
        for (int j = 0; j < units; j++) {
            int sum = 0;
            for (int k = 0; k < x.length; k++) {
                int q = Math.clamp((int) Math.rint(x[k] / scale) + zero, 0, 255);
                sum += (q - zero) * int8.values()[k * units + j];
            }
            y[j] = (double) sum * scale * int8.scales()[j] + bias[j];
        }
        return y;
    }

    @Test
    void itsNumbersAreThoseOfIntegerArithmetic() {
        Sequential model = Sequential.of(input(300), dense(7));
        Tensor x = random(40, 300);
        float low = 0;
        float high = 0;
        for (float value : x.values()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        float[] bias = {1, 2, 3, 4, 5, 6, 7};
        model.assignWeights(Map.of("dense/bias", bias));
        float[] answers = model.quantize(Samples.of(x)).predict(x).values();
        float[] kernel = model.weightValues().getOrDefault("dense/kernel", bias);
        for (int i = 0; i < 40; i++) {
            double[] right = product(x.slice(i, i + 1).values(), low, high, kernel, bias);
            for (int j = 0; j < 7; j++) {
                assertEquals(right[j], answers[7 * i + j], 1e-5);
            }
        }
    }

    @Test
    void whatLiesOutsideOfTheCalibratedRangeIsCutOff() {
        Sequential model = Sequential.of(input(1), dense(1).withoutBias());
        model.assignWeights(Map.of("dense/kernel", new float[] {2}));
        QuantizedModel int8 = model.quantize(Samples.of(Tensor.of(new float[] {0, 0.5f, 1}, 3, 1)));
        float[] answers =
                int8.predict(Tensor.of(new float[] {-1, 0, 0.2f, 1, 9}, 5, 1)).values();
        assertEquals(0, answers[0]);
        assertEquals(0, answers[1]);
        assertEquals(0.4, answers[2], 1e-6);
        assertEquals(2, answers[3], 1e-6);
        assertEquals(2, answers[4], 1e-6);
        String text = int8.toString();
        assertTrue(text.startsWith("dense/kernel: input from 0.000 to 1.000 in steps of 0.003922"), text);
    }

    @Test
    void accuracyHardlyFallsAndOnnxRuntimeAgrees() throws IOException, OrtException {
        Model model = trained();
        Samples calibration = DATA.train().inputs().getFirst().slice(0, 500);
        Samples test = DATA.test().inputs().getFirst();
        Model folded = model.foldBatchNormalization();
        compile(folded);
        QuantizedModel int8 = folded.quantize(calibration);
        double before = model.evaluate(DATA.test()).getOrDefault("accuracy", 0.0);
        double after = int8.evaluate(DATA.test()).getOrDefault("accuracy", 0.0);
        assertTrue(before > 0.7 && Math.abs(before - after) < 0.02, before + " to " + after);

        Path whole = folder.resolve("whole.onnx");
        folded.exportOnnx(whole);
        Path file = folder.resolve("int8.onnx");
        int8.exportOnnx(file);
        assertTrue(Files.size(file) < 0.27 * Files.size(whole) + 4000, Files.size(file) + " of " + Files.size(whole));
        Tensor ours = int8.predict(test);
        Tensor theirs = OnnxRun.outputs(file, List.of(test)).values().iterator().next();
        assertEquals(ours.shape(), theirs.shape());
        // The same integers give the same sums. Where an activation lies between two of them, other rounding in the
        // layer
        // before may lead to the other one, and change an answer by as much as a step of it.
        int near = 0;
        for (int i = 0; i < ours.values().length; i++) {
            float difference = Math.abs(ours.values()[i] - theirs.values()[i]);
            assertTrue(difference < 0.02, "answer " + i + " differs by " + difference);
            near += difference < 1e-5 ? 1 : 0;
        }
        assertTrue(near > 0.97 * ours.values().length, near + " of " + ours.values().length);
        float[] floats = folded.predict(test).values();
        float[] answers = ours.values();
        double farthest = 0;
        for (int i = 0; i < answers.length; i++) {
            farthest = Math.max(farthest, Math.abs(floats[i] - answers[i]));
        }
        assertTrue(farthest > 1e-4 && farthest < 0.5, "quantization changes answers by up to " + farthest);
    }

    @Test
    void sharedLayersSeveralInputsAndOtherActivations() throws OrtException {
        SymbolicTensor a = Functional.namedInput("left", 4);
        SymbolicTensor b = Functional.namedInput("right", 4);
        SharedLayer tower = SharedLayer.of(dense(6, tanh()));
        SymbolicTensor sum = Functional.merge(add(), a.to(tower), b.to(tower));
        Functional model = Functional.of(List.of(a, b), List.of(sum.to(dense(3, softmax())), sum.to(dense(1))));
        Samples left = Samples.of(random(20, 4));
        Samples right = Samples.of(random(30, 4).slice(10, 30));
        QuantizedModel int8 = model.quantize(left, right);
        assertEquals(4, int8.toString().lines().count());
        Path file = folder.resolve("two.onnx");
        int8.exportOnnx(file);
        List<Tensor> ours = int8.predictAll(Dataset.ofInputs(left, right));
        List<Tensor> theirs =
                List.copyOf(OnnxRun.outputs(file, List.of(left, right)).values());
        for (int output = 0; output < 2; output++) {
            float[] expected =
                    model.predictAll(Dataset.ofInputs(left, right)).get(output).values();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(ours.get(output).values()[i], theirs.get(output).values()[i], 0.02);
                assertEquals(expected[i], ours.get(output).values()[i], 0.1);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> int8.predict(left));
    }

    @Test
    void whatCannotBeQuantizedIsRefused() {
        Sequential plain = Sequential.of(input(4), batchNormalization());
        Samples x = Samples.of(random(5, 4));
        assertThrows(IllegalArgumentException.class, () -> plain.quantize(x));
        Sequential model = Sequential.of(input(3), dense(2));
        assertThrows(IllegalArgumentException.class, () -> model.quantize(x));
        assertThrows(IllegalStateException.class, () -> Sequential.of(dense(2)).quantize(x));
        Sequential uncompiled = Sequential.of(input(4), dense(2));
        assertThrows(
                IllegalStateException.class,
                () -> uncompiled.quantize(x).evaluate(Dataset.of(random(5, 4), Tensor.of(new float[5]))));
    }
}
