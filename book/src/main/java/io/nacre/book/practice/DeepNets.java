package io.nacre.book.practice;

import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.swish;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.normalization;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;

import io.nacre.Sequential;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** The exercise's nets, of 20 hidden layers with 100 units each; in a quick run of 2. */
final class DeepNets {
    private static final int DEPTH = 20;
    private static final int UNITS = 100;
    private static final int CLASSES = 10;

    private DeepNets() {}

    /** Swish with He's weights. */
    static List<Layer> swishNet(Setting setting) {
        List<Layer> layers = new ArrayList<>(List.of(flatten()));
        for (int i = 0; i < setting.scaled(DEPTH); i++) {
            layers.add(dense(UNITS, swish()).withKernelInitializer(heNormal()));
        }
        layers.add(dense(CLASSES, softmax()));
        return layers;
    }

    /** The same with batch normalization before each activation. */
    static List<Layer> batchNormalizedNet(Setting setting) {
        List<Layer> layers = new ArrayList<>(List.of(flatten()));
        for (int i = 0; i < setting.scaled(DEPTH); i++) {
            layers.add(dense(UNITS).withKernelInitializer(heNormal()).withoutBias());
            layers.add(batchNormalization());
            layers.add(activation(swish()));
        }
        layers.add(dense(CLASSES, softmax()));
        return layers;
    }

    /** SELU with LeCun's weights: normalizes itself, if its inputs are standardized. */
    static List<Layer> seluNet(Setting setting, Dataset train) {
        List<Layer> layers = new ArrayList<>(List.of(normalization().withAxis().adapt(train), flatten()));
        for (int i = 0; i < setting.scaled(DEPTH); i++) {
            layers.add(dense(UNITS, selu()).withKernelInitializer(lecunNormal()));
        }
        layers.add(dense(CLASSES, softmax()));
        return layers;
    }

    /** The same with alpha dropout before the last layer. */
    static List<Layer> alphaDropoutNet(Setting setting, Dataset train) {
        List<Layer> layers = seluNet(setting, train);
        layers.add(layers.size() - 1, alphaDropout(0.1));
        return layers;
    }

    /** These layers as a model for such samples, compiled. */
    static Sequential compiled(List<Layer> layers, Shape sample, Optimizer optimizer, long seed) {
        List<Layer> all = new ArrayList<>(List.of(new Input(sample)));
        all.addAll(layers);
        Sequential model = Sequential.of(all).withSeed(seed);
        model.compile(optimizer, sparseCategoricalCrossentropy(), accuracy());
        return model;
    }
}
