package io.nacre.book.reuse;

import static io.nacre.activation.Activations.relu;
import static io.nacre.initializer.Initializers.heNormal;

import io.nacre.Sequential;
import io.nacre.activation.Activation;
import io.nacre.book.page.Setting;
import io.nacre.initializer.Initializer;

/**
 * No pretraining at all: what every kind of it has to be better than.
 *
 * @param activation of the hidden layers
 * @param kernels what their weights are drawn from
 */
record FromScratch(String name, Activation activation, Initializer kernels) implements Pretraining {
    /** ReLU with He's weights. */
    static FromScratch of() {
        return new FromScratch("from scratch", relu(), heNormal());
    }

    @Override
    public Sequential lowerLayers(Setting setting, long seed) {
        return Classifier.lowerLayers(activation, kernels).withSeed(seed);
    }
}
