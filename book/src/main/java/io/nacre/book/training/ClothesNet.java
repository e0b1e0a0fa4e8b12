package io.nacre.book.training;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;

import io.nacre.Sequential;

/** The net that the chapter trains with every optimizer and every schedule. */
public final class ClothesNet {
    private ClothesNet() {}

    /** Three hidden layers of 100 ReLU units, and ten classes. */
    public static Sequential of(long seed) {
        return Sequential.of(
                        input(28, 28),
                        flatten(),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dense(10, softmax()))
                .withSeed(seed);
    }
}
