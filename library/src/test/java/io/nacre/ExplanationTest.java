package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of kernels counts what a dense net is known to cost. */
class ExplanationTest {
    private static final int BATCH = 4;
    private static final int FEATURES = 6;
    private static final int UNITS = 5;
    private static final int CLASSES = 3;

    private final Dataset batch = Dataset.of(Samples.of(Tensor.zeros(BATCH, FEATURES)), Samples.labels(new int[BATCH]));
    private final Sequential model = Sequential.of(input(FEATURES), dense(UNITS, relu()), dense(CLASSES, softmax()));

    @Test
    void anAnswerMultipliesEachWeightOnceForEachSample() {
        List<Explanation.Kernel> products =
                products(Explanation.ofPrediction(model, batch.inputs().get(0)));
        assertEquals(2, products.size());
        int least = 2 * BATCH * (FEATURES * UNITS + UNITS * CLASSES);
        double most = least + 3 * BATCH * (UNITS + CLASSES); // what follows a product: bias and activation
        double operations =
                products.stream().mapToDouble(Explanation.Kernel::operations).sum();
        assertTrue(operations >= least && operations <= most, operations + " of " + least + " to " + most);
    }

    @Test
    void aStepHasProductsForBothPassesAndTheGradients() {
        model.compile(sgd(0.1), sparseCategoricalCrossentropy());
        Explanation explanation = Explanation.ofTraining(model, batch);
        assertEquals(5, products(explanation).size(), explanation::toString);
        for (Explanation.Kernel kernel : explanation.kernels()) {
            assertTrue(kernel.micros() > 0 && kernel.floor() >= 0 && kernel.bytes() >= 0, kernel::toString);
        }
        assertEquals(
                explanation.kernels().size() + 2, explanation.toString().lines().count());
    }

    @Test
    void trainingIsExplainedOfACompiledModelOnly() {
        assertThrows(IllegalStateException.class, () -> Explanation.ofTraining(model, batch));
    }

    private static List<Explanation.Kernel> products(Explanation explanation) {
        return explanation.kernels().stream()
                .filter(kernel -> kernel.description().startsWith("matrix product"))
                .toList();
    }
}
