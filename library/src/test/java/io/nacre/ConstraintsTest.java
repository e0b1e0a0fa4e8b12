package io.nacre;

import static io.nacre.constraint.Constraints.custom;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.constraint.Constraints.minMaxNorm;
import static io.nacre.constraint.Constraints.nonNeg;
import static io.nacre.constraint.Constraints.unitNorm;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.constraint.Constraint;
import io.nacre.constraint.MinMaxNorm;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintsTest {
    /** A constraint, and what it makes sure of about the length of a column. */
    record Row(Constraint constraint, DoublePredicate length) {
        @Override
        public String toString() {
            return constraint.toString();
        }
    }

    private static List<Row> table() {
        return List.of(
                new Row(maxNorm(0.5), norm -> norm < 0.5001),
                new Row(unitNorm(), norm -> Math.abs(norm - 1) < 1e-4),
                new Row(minMaxNorm(0.4, 0.6), norm -> norm > 0.3999 && norm < 0.6001),
                new Row(MinMaxNorm.of().withMinValue(0.2).withRate(0.9), norm -> norm < 1.2),
                new Row(nonNeg(), norm -> true),
                new Row(custom("halved", w -> w.clip(-0.25, 0.25)), norm -> norm <= 0.25 * Math.sqrt(3) + 1e-6));
    }

    @TempDir
    private Path folder;

    private static Dataset data() {
        Random random = new Random(1);
        float[] x = new float[30];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return Dataset.of(Tensor.of(x, 10, 3), Tensor.of(x, 10, 3));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aWeightIsWithinItsLimitsAfterTrainingAndAfterLoading(Row row) {
        Sequential model = Sequential.of(input(3), dense(3).withKernelConstraint(row.constraint));
        model.compile(sgd(0.5), meanSquaredError());
        model.fit(data(), Fit.epochs(3).withBatchSize(5));
        assertLimits(row, model);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Model.load(file, custom("halved", w -> w.clip(-0.25, 0.25)));
        model.fit(data(), Fit.epochs(1).withBatchSize(5));
        loaded.fit(data(), Fit.epochs(1).withBatchSize(5));
        assertLimits(row, loaded);
        assertArrayEquals(kernel(model).values(), kernel(loaded).values());
    }

    private static Tensor kernel(Model model) {
        return model.layer("dense").weights().get(0);
    }

    private static void assertLimits(Row row, Model model) {
        Tensor kernel = kernel(model);
        for (int unit = 0; unit < 3; unit++) {
            double square = 0;
            for (int i = 0; i < 3; i++) {
                square += kernel.at(i, unit) * kernel.at(i, unit);
                if (row.constraint.equals(nonNeg())) {
                    assertTrue(kernel.at(i, unit) >= 0);
                }
            }
            assertTrue(row.length.test(Math.sqrt(square)), "length " + Math.sqrt(square));
        }
    }

    @Test
    void gammaAndBetaMayBeConstrainedToo() {
        Sequential model = Sequential.of(
                input(3),
                batchNormalization().withGammaConstraint(nonNeg()).withBetaConstraint(maxNorm(0.01)),
                dense(3));
        model.compile(sgd(0.5), meanSquaredError());
        model.fit(data(), Fit.epochs(3).withBatchSize(5));
        double square = 0;
        for (float value : model.layer("batch_normalization").weights().get(1).values()) {
            square += value * value;
        }
        assertEquals(0.01, Math.sqrt(square), 1e-5);
    }

    @Test
    void oneOfOnesOwnIsNamedWhenItIsMissing() {
        Path file = folder.resolve("own.keras");
        Sequential.of(input(3), dense(1).withKernelConstraint(custom("mine", Node::relu)))
                .save(file);
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("'mine' is not supported; if it is one of your own, give it"), message);
        Constraint nameless = weight -> weight;
        Sequential lambda = Sequential.of(input(3), dense(1).withKernelConstraint(nameless));
        String refusal = assertThrows(
                        IllegalArgumentException.class, () -> lambda.save(folder.resolve("nameless.keras")))
                .getMessage();
        assertTrue(refusal.contains("Constraints.custom"), refusal);
    }
}
