package io.nacre.book.reuse;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.Fit;
import io.nacre.LayerHandle;
import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.activation.Activation;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.initializer.Initializer;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.List;

/** The classifier of ten classes that all kinds of pretraining prepare, and how it learns from few labels. */
final class Classifier {
    /** Units of the hidden layers. */
    static final int UNITS = 100;

    private static final int OUTPUT_EPOCHS = 20;
    private static final int ALL_EPOCHS = 60;

    private Classifier() {}

    /** Two hidden layers: 784, 100, 100. */
    static Sequential lowerLayers(Activation activation, Initializer kernels) {
        return Sequential.of(
                input(28, 28),
                flatten(),
                dense(UNITS, activation).withKernelInitializer(kernels),
                dense(UNITS, activation).withKernelInitializer(kernels));
    }

    /** So many of the training images, drawn from all of them, with their labels; another seed draws others. */
    static Dataset labelled(Setting setting, int labels, long seed) {
        return setting.data().train().shuffled(seed).slice(0, labels);
    }

    /** The accuracy on the test images of a {@link #classifier} on a copy of these layers. */
    static double accuracyAfter(Sequential lowerLayers, Dataset labelled, Setting setting, long seed) {
        return classifier(lowerLayers, labelled, setting, seed)
                .evaluate(setting.data().test())
                .getOrDefault("accuracy", Double.NaN);
    }

    /**
     * Sets an output layer on a copy of lower layers and trains on a few labelled images: the output layer alone first,
     * so that its first errors do not spoil what is below, then all. The rates are those with which layers from
     * scratch, with ReLU or with sigmoid units, do as well on the validation images as when all layers are trained at
     * once.
     */
    static Sequential classifier(Sequential lowerLayers, Dataset labelled, Setting setting, long seed) {
        Model lower = lowerLayers.copy();
        List<Layer> layers = new ArrayList<>(lower.layers());
        layers.add(dense(10, softmax()));
        Sequential model = Sequential.of(layers).withSeed(seed);

        lower.layers().forEach(LayerHandle::freeze);
        model.compile(adam(0.003), sparseCategoricalCrossentropy(), accuracy());
        model.fit(labelled, Fit.epochs(setting.scaled(OUTPUT_EPOCHS)));

        lower.layers().forEach(LayerHandle::unfreeze);
        model.compile(adam(0.001), sparseCategoricalCrossentropy(), accuracy());
        model.fit(labelled, Fit.epochs(setting.scaled(ALL_EPOCHS)));
        return model;
    }
}
