package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.io.IOException;
import java.util.SplittableRandom;

/** A program that trains a small net until its standard input has something to say; see {@link CompilationTest}. */
final class BusyProgram {
    private static final int SAMPLES = 3_200;
    private static final int WIDTH = 784;

    private BusyProgram() {}

    public static void main(String[] args) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[SAMPLES * WIDTH];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextInt(10);
        }
        Sequential model = Sequential.of(
                input(WIDTH), dense(100, relu()), dense(100, relu()), dense(100, relu()), dense(10, softmax()));
        model.compile(sgd(0.01), sparseCategoricalCrossentropy());
        Dataset data = Dataset.of(Tensor.of(x, SAMPLES, WIDTH), Tensor.of(y, SAMPLES));
        while (System.in.available() == 0) {
            model.fit(data, Fit.epochs(1).withThreads(1));
        }
    }
}
