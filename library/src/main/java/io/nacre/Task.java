package io.nacre;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.metric.Metrics.mae;

import io.nacre.layer.Layer;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import java.util.List;

/** What a model is for; from it follow its last layer, its loss and its metrics. */
public sealed interface Task {
    /** The layer that answers. */
    Layer output();

    /** What is made small. */
    Loss loss();

    /** What is reported beside it. */
    List<Metric> metrics();

    /** To tell to which of so many classes a sample belongs; targets are their numbers, from 0. */
    static Classification classification(int classes) {
        return new Classification(classes);
    }

    /** To tell a number. */
    static Regression regression() {
        return new Regression(1);
    }

    /** To tell so many numbers of each sample. */
    static Regression regression(int numbers) {
        return new Regression(numbers);
    }

    /**
     * To tell to which class a sample belongs: softmax, sparse categorical cross entropy, accuracy.
     *
     * @param classes at least 2
     */
    record Classification(int classes) implements Task {
        /** Checks the number. */
        public Classification {
            if (classes < 2) {
                throw new IllegalArgumentException("classification needs at least 2 classes, not " + classes);
            }
        }

        @Override
        public Layer output() {
            return dense(classes, softmax());
        }

        @Override
        public Loss loss() {
            return sparseCategoricalCrossentropy();
        }

        @Override
        public List<Metric> metrics() {
            return List.of(accuracy());
        }
    }

    /**
     * To tell numbers: no activation, mean squared error, mean absolute error. Targets should have mean 0 and deviation
     * 1, as a {@link io.nacre.data.Standardizer} makes them; learning rates are meant for that.
     *
     * @param numbers at least 1
     */
    record Regression(int numbers) implements Task {
        /** Checks the number. */
        public Regression {
            if (numbers < 1) {
                throw new IllegalArgumentException("regression tells at least 1 number, not " + numbers);
            }
        }

        @Override
        public Layer output() {
            return dense(numbers);
        }

        @Override
        public Loss loss() {
            return meanSquaredError();
        }

        @Override
        public List<Metric> metrics() {
            return List.of(mae());
        }
    }
}
