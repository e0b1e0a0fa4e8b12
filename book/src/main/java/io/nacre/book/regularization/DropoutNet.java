package io.nacre.book.regularization;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Setting;
import io.nacre.callback.Callback;
import io.nacre.data.Dataset;

/**
 * The net with dropout before each dense layer, which three of the chapter's experiments look at.
 *
 * @param model trained
 * @param history of its training
 */
record DropoutNet(Sequential model, History history) {
    /** What its programs say of it. */
    static final String DESCRIPTION = "Two hidden layers of 100 ReLU units with He's weights, dropout with rate 0.2"
            + " before each of the three dense layers, SGD with rate 0.01 and momentum 0.9, 10 epochs.";

    /** The net before training. */
    static Sequential model(long seed) {
        Sequential model = Sequential.of(
                        input(28, 28),
                        flatten(),
                        dropout(0.2),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dropout(0.2),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dropout(0.2),
                        dense(10, softmax()))
                .withSeed(seed);
        model.compile(sgd(0.01).withMomentum(0.9), sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    /** The net trained from this seed. */
    static DropoutNet train(Setting setting, long seed) {
        return train(model(seed), setting);
    }

    /** A {@link #model} trained, with these callbacks. */
    static DropoutNet train(Sequential model, Setting setting, Callback... callbacks) {
        Fit fit = Fit.epochs(setting.scaled(10))
                .withValidation(setting.data().valid())
                .withCallbacks(callbacks);
        return new DropoutNet(model, model.fit(setting.data().train(), fit));
    }

    /** Its accuracy with dropout off. */
    double accuracyOn(Dataset data) {
        return model.evaluate(data).getOrDefault("accuracy", Double.NaN);
    }
}
