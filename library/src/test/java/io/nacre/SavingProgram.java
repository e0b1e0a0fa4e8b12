package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.callback.Callbacks.backupAndRestore;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.schedule.Schedules;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A program to be killed; see {@link KillTest}. */
final class SavingProgram {
    private SavingProgram() {}

    public static void main(String[] args) {
        if (args[0].equals("save")) {
            save(Path.of(args[1]));
        } else {
            train(Path.of(args[1]), Path.of(args[2]));
        }
    }

    /** Saves models without end, each with one number in all its weights. */
    private static void save(Path file) {
        Sequential model = Sequential.of(input(500), dense(500).withoutBias());
        for (int number = 1; ; number++) {
            float[] kernel = new float[500 * 500];
            Arrays.fill(kernel, number);
            model.layer("dense").assign(List.of(Tensor.wrap(kernel, 500, 500)));
            model.save(file);
        }
    }

    private static void train(Path backup, Path end) {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[600];
        float[] y = new float[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = x[3 * i] - x[3 * i + 1];
        }
        Sequential model = Sequential.of(input(3), dense(30, relu()), batchNormalization(), dropout(0.2), dense(1));
        model.compile(adam(Schedules.exponential(0.01, 50, 0.9)), meanSquaredError());
        model.fit(
                Dataset.of(Tensor.of(x, 200, 3), Tensor.of(y, 200, 1)),
                Fit.epochs(15)
                        .withBatchSize(4)
                        .withValidationSplit(0.2)
                        .withCallbacks(
                                backupAndRestore(backup).withSaveEveryBatches(1),
                                earlyStopping().withPatience(10).withRestoreBestWeights()));
        model.save(end);
    }
}
