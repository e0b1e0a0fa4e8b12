package io.nacre.cli.bench;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.swish;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Sequential;
import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** What is measured, and on which net. All nets classify Fashion-MNIST's 28 x 28 images. */
public enum Workload {
    /** Training 784-100-100-100-10 with ReLU, SGD, batches of 32. */
    W1(32),
    /** Training 784-300-100-10 with batch normalization, Nesterov, batches of 32. */
    W2(32),
    /** Training 20 x (Dense 100, batch normalization, Swish), Nadam, batches of 128. */
    W3(128),
    /** Training 784-1024-1024-1024-10 with ReLU, Adam, batches of 256. */
    W4(256),
    /** 100 passes with dropout over 10,000 images, through 784-100-100-10 with dropout before each layer. */
    W5(512),
    /** One image after the other through W1's net. */
    W6(1),
    /** 10,000 images through W2's net in batches of 1024. */
    W7(1024),
    /** From the start of the process to the end of an epoch of 2,000 images of W1. */
    W9(32);

    private final int batchSize;

    Workload(int batchSize) {
        this.batchSize = batchSize;
    }

    /** Samples a step. */
    int batchSize() {
        return batchSize;
    }

    /** Whether the net only answers, and does not learn. */
    boolean isPrediction() {
        return this == W5 || this == W6 || this == W7;
    }

    /** The net, compiled, with weights drawn from the seed. */
    Sequential model(long seed) {
        Sequential model = Sequential.of(layers()).withSeed(seed);
        model.compile(optimizer(), sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    private Optimizer optimizer() {
        return switch (this) {
            case W1, W5, W6, W9 -> sgd(0.001);
            case W2, W7 -> sgd(0.001).withMomentum(0.9).withNesterov();
            case W3 -> nadam(0.001);
            case W4 -> adam(0.001);
        };
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(List.of(input(28, 28), flatten()));
        switch (this) {
            case W1, W6, W9 -> {
                for (int i = 0; i < 3; i++) {
                    layers.add(dense(100, relu()).withKernelInitializer(heNormal()));
                }
            }
            case W2, W7 -> {
                layers.add(batchNormalization());
                layers.add(dense(300, relu()));
                layers.add(batchNormalization());
                layers.add(dense(100, relu()));
                layers.add(batchNormalization());
            }
            case W3 -> {
                for (int i = 0; i < 20; i++) {
                    layers.add(dense(100).withKernelInitializer(heNormal()));
                    layers.add(batchNormalization());
                    layers.add(activation(swish()));
                }
            }
            case W5 -> {
                for (int i = 0; i < 2; i++) {
                    layers.add(mcDropout(0.2));
                    layers.add(dense(100, relu()));
                }
                layers.add(mcDropout(0.2));
            }
            case W4 -> {
                for (int i = 0; i < 3; i++) {
                    layers.add(dense(1024, relu()));
                }
            }
        }
        layers.add(dense(10, softmax()));
        return layers;
    }
}
