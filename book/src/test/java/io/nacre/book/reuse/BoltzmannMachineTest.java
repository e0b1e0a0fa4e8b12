package io.nacre.book.reuse;

import static io.nacre.layer.Layers.input;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoltzmannMachineTest {
    private static final int VISIBLE = 4;
    private static final int HIDDEN = 3;

    /** The weights of a machine, and what the textbook's formulas make of them. */
    private record Weights(Tensor kernel, Tensor bias, Tensor visibleBias) {
        static Weights of(Sequential model) {
            List<Tensor> weights = model.layers().getFirst().weights();
            return new Weights(weights.get(0), weights.get(1), weights.get(2));
        }

        int hidden() {
            return bias.count();
        }

        double hidden(double[] v, int unit) {
            double sum = bias.at(unit);
            for (int i = 0; i < v.length; i++) {
                sum += v[i] * kernel.at(i, unit);
            }
            return sigmoid(sum);
        }

        double visible(double[] h, int unit) {
            double sum = visibleBias.at(unit);
            for (int j = 0; j < h.length; j++) {
                sum += h[j] * kernel.at(unit, j);
            }
            return sigmoid(sum);
        }

        /** The probability of all units being so, up to a factor. */
        double likelihood(double[] v, double[] h) {
            double energy = 0;
            for (int i = 0; i < v.length; i++) {
                energy -= v[i] * visibleBias.at(i);
                for (int j = 0; j < h.length; j++) {
                    energy -= v[i] * kernel.at(i, j) * h[j];
                }
            }
            for (int j = 0; j < h.length; j++) {
                energy -= h[j] * bias.at(j);
            }
            return Math.exp(-energy);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** What one phase of learning is made of: the mean products of visible units and probabilities of hidden ones. */
    private static final class Phase {
        final double[] kernel = new double[VISIBLE * HIDDEN];
        final double[] bias = new double[HIDDEN];
        final double[] visibleBias = new double[VISIBLE];

        void add(Weights weights, double[] v, double share) {
            for (int i = 0; i < VISIBLE; i++) {
                visibleBias[i] += share * v[i];
            }
            for (int j = 0; j < HIDDEN; j++) {
                double h = weights.hidden(v, j);
                bias[j] += share * h;
                for (int i = 0; i < VISIBLE; i++) {
                    kernel[i * HIDDEN + j] += share * v[i] * h;
                }
            }
        }

        static Phase of(Weights weights, Tensor rows) {
            Phase phase = new Phase();
            for (int row = 0; row < rows.size(0); row++) {
                phase.add(weights, doubles(rows.row(row)), 1.0 / rows.size(0));
            }
            return phase;
        }
    }

    private static double[] doubles(Tensor row) {
        double[] values = new double[row.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.at(i);
        }
        return values;
    }

    /** All states of so many units. */
    private static double[][] states(int units) {
        double[][] states = new double[1 << units][units];
        for (int state = 0; state < states.length; state++) {
            for (int unit = 0; unit < units; unit++) {
                states[state][unit] = state >> unit & 1;
            }
        }
        return states;
    }

    private static Tensor random(SplittableRandom random, int... sizes) {
        Tensor zeros = Tensor.zeros(sizes);
        float[] values = zeros.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static Sequential model(BoltzmannMachine machine) {
        Sequential model = Sequential.of(input(VISIBLE), machine).withSeed(3);
        SplittableRandom random = new SplittableRandom(5);
        List<Tensor> weights =
                new java.util.ArrayList<>(model.layers().getFirst().weights());
        weights.set(0, random(random, VISIBLE, HIDDEN));
        weights.set(1, random(random, HIDDEN));
        weights.set(2, random(random, VISIBLE));
        model.layers().getFirst().assign(weights);
        return model;
    }

    private static void assertMoved(Weights before, Weights after, Phase positive, Phase negative, double tolerance) {
        assertMoved(before.kernel, after.kernel, positive.kernel, negative.kernel, tolerance);
        assertMoved(before.bias, after.bias, positive.bias, negative.bias, tolerance);
        assertMoved(before.visibleBias, after.visibleBias, positive.visibleBias, negative.visibleBias, tolerance);
    }

    private static void assertMoved(
            Tensor before, Tensor after, double[] positive, double[] negative, double tolerance) {
        for (int i = 0; i < positive.length; i++) {
            double moved = after.values()[i] - before.values()[i];
            assertEquals(positive[i] - negative[i], moved, tolerance, "element " + i);
        }
    }

    @Test
    void aStepIsThePositiveLessTheNegativePhaseOfThePersistentChains() {
        Sequential model = model(BoltzmannMachine.of(HIDDEN).withSteps(2).withPersistentChains(7));
        model.compile(sgd(1));
        Tensor images = Tensor.of(new float[] {0, 1, 0.5f, 0.25f, 1, 1, 0, 0.75f}, 2, VISIBLE);
        for (int step = 0; step < 3; step++) {
            Weights before = Weights.of(model);
            Tensor chains = model.layers().getFirst().weights().get(3);
            model.trainOnBatch(Dataset.ofInputs(Samples.of(images)));
            Tensor samples = model.layers().getFirst().weights().get(3);
            for (float value : samples.values()) {
                assertTrue(value == 0 || value == 1, samples.toString());
            }
            assertNotEquals(chains, samples);
            assertMoved(before, Weights.of(model), Phase.of(before, images), Phase.of(before, samples), 2e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aStepIsOnAverageThePositiveLessTheExpectedNegativePhase(int steps) {
        Sequential model = model(BoltzmannMachine.of(HIDDEN).withSteps(steps));
        model.compile(sgd(1));
        double[] image = {0, 1, 0, 1};
        int rows = 40_000;
        float[] values = new float[rows * VISIBLE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) image[i % VISIBLE];
        }
        Weights before = Weights.of(model);
        model.trainOnBatch(Dataset.ofInputs(Samples.of(Tensor.of(values, rows, VISIBLE))));

        double[][] visible = states(VISIBLE);
        double[] shares = new double[visible.length];
        shares[0b1010] = 1;
        for (int step = 0; step < steps; step++) {
            shares = afterARound(before, visible, shares);
        }
        Phase positive = new Phase();
        positive.add(before, image, 1);
        Phase negative = new Phase();
        for (int state = 0; state < visible.length; state++) {
            negative.add(before, visible[state], shares[state]);
        }
        assertMoved(before, Weights.of(model), positive, negative, 4 * 0.5 / Math.sqrt(rows));
    }

    /** The distribution of the visible units after hidden, then visible ones were drawn. */
    private static double[] afterARound(Weights weights, double[][] visible, double[] shares) {
        double[] after = new double[shares.length];
        for (int from = 0; from < shares.length; from++) {
            for (double[] h : states(HIDDEN)) {
                double share = shares[from];
                for (int j = 0; j < HIDDEN; j++) {
                    double p = weights.hidden(visible[from], j);
                    share *= h[j] == 1 ? p : 1 - p;
                }
                for (int to = 0; to < after.length; to++) {
                    double drawn = share;
                    for (int i = 0; i < VISIBLE; i++) {
                        double p = weights.visible(h, i);
                        drawn *= visible[to][i] == 1 ? p : 1 - p;
                    }
                    after[to] += drawn;
                }
            }
        }
        return after;
    }

    @Test
    void persistentChainsLearnADistribution() {
        // Bars: either both units of a half are on, or none; all four of these images are as likely.
        double[][] bars = {{0, 0, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 1}, {1, 1, 1, 1}};
        int rows = 400;
        float[] values = new float[rows * VISIBLE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) bars[i / VISIBLE % bars.length][i % VISIBLE];
        }
        Sequential model = Sequential.of(input(VISIBLE), BoltzmannMachine.of(8).withPersistentChains(500))
                .withSeed(1);
        model.compile(sgd(0.1));
        model.fit(
                Dataset.ofInputs(Samples.of(Tensor.of(values, rows, VISIBLE))),
                Fit.epochs(1000).withBatchSize(100));

        Weights weights = Weights.of(model);
        double[][] visible = states(VISIBLE);
        double[] likelihoods = new double[visible.length];
        double total = 0;
        for (int state = 0; state < visible.length; state++) {
            for (double[] h : states(weights.hidden())) {
                likelihoods[state] += weights.likelihood(visible[state], h);
            }
            total += likelihoods[state];
        }
        double divergence = 0;
        for (int state : new int[] {0b0000, 0b0011, 0b1100, 0b1111}) {
            divergence += 0.25 * Math.log(0.25 / (likelihoods[state] / total));
        }
        // It begins at log 4 = 1.39, with all 16 images as likely.
        assertTrue(divergence < 0.1, "divergence " + divergence);
    }

    @Test
    void theResultIsTheReconstructionOfTheInputs() {
        Sequential model = model(BoltzmannMachine.of(HIDDEN));
        Weights weights = Weights.of(model);
        double[] image = {0, 0.25, 0.5, 1};
        double[] hidden = new double[HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            hidden[j] = weights.hidden(image, j);
        }
        float[] expected = new float[VISIBLE];
        for (int i = 0; i < VISIBLE; i++) {
            expected[i] = (float) weights.visible(hidden, i);
        }
        float[] given = model.predict(Tensor.of(new float[] {0, 0.25f, 0.5f, 1}, 1, VISIBLE))
                .values();
        assertArrayEquals(expected, given, 1e-6f);
    }

    @Test
    void frozenItLearnsNothing() {
        Sequential model = model(BoltzmannMachine.of(HIDDEN).withPersistentChains(2));
        model.layers().getFirst().freeze();
        model.compile(sgd(1));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> model.trainOnBatch(Dataset.ofInputs(Samples.of(Tensor.zeros(1, VISIBLE)))))
                .getMessage();
        assertTrue(message.contains("nothing to minimize"), message);
    }

    @Test
    void numbersThatMakeNoMachineAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BoltzmannMachine.of(0));
        BoltzmannMachine machine = BoltzmannMachine.of(2);
        assertThrows(IllegalArgumentException.class, () -> machine.withSteps(0));
        assertThrows(IllegalArgumentException.class, () -> machine.withPersistentChains(-1));
    }
}
