package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Averages of weights, while gradients are gathered, as Keras computes them. */
class AveragedAccumulationTest {
    @Test
    void averagesMoveInEveryStepOnceThereWasAnUpdate() {
        Sequential model = Sequential.of(input(1), dense(1).withoutBias());
        model.layer("dense").assign(List.of(Tensor.of(new float[] {8}, 1, 1)));
        model.compile(sgd(0.25).withEma(0.5).withGradientAccumulationSteps(2), meanSquaredError());
        // The gradient of w^2 is 2 w, so each update halves the weight.
        Dataset batch = Dataset.of(Tensor.of(new float[] {1}, 1, 1), Tensor.of(new float[] {0}, 1, 1));
        double[] weights = {8, 4, 4, 2, 2, 1};
        double[] averages = {8, 4, 4, 3, 2.5, 1.75};
        for (int step = 0; step < weights.length; step++) {
            model.trainOnBatch(batch);
            assertEquals(weights[step], model.weightValues().get("dense/kernel")[0], "weight after step " + step);
            assertEquals(
                    averages[step],
                    model.compiled()
                            .orElseThrow()
                            .slots()
                            .get("dense/kernel/average")
                            .values()[0],
                    "average after step " + step);
        }
    }
}
