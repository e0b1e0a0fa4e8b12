package io.nacre.book.reuse;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.metric.Metrics.mse;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Setting;
import io.nacre.data.Tensor;
import java.util.List;

/**
 * An autoencoder: the hidden layers and a decoder learn to give back each image through 100 numbers. A denoising one
 * sees images with pixels dropped, and is to give back the whole image.
 */
public final class Autoencoder implements PretrainingProgram {
    private static final int EPOCHS = 10;

    private final double dropped;

    private Autoencoder(double dropped) {
        this.dropped = dropped;
    }

    /** One that sees images as they are. */
    public static Autoencoder of() {
        return new Autoencoder(0);
    }

    /** One that sees half of each image's pixels. */
    public static Autoencoder denoising() {
        return new Autoencoder(0.5);
    }

    @Override
    public String name() {
        return dropped > 0 ? "denoising-autoencoder" : "autoencoder";
    }

    @Override
    public String title() {
        return dropped > 0
                ? "Pretraining without labels: images are given back from what noise leaves of them"
                : "Pretraining without labels: images are given back through a bottleneck";
    }

    @Override
    public String description() {
        String sees = dropped > 0
                ? "images of which " + Math.round(100 * dropped) + " % of the pixels are dropped"
                : "images";
        return "The hidden layers, 784-100-100, and a decoder, 100-784, are given " + sees
                + " and learn to give the whole"
                + " image back: " + EPOCHS + " epochs, Adam, binary cross-entropy of each pixel. Then the decoder is"
                + " thrown away.";
    }

    @Override
    public Pretrained pretrain(Setting setting, long seed) {
        Sequential encoder = Classifier.lowerLayers(relu(), heNormal()).withSeed(seed);
        Sequential decoder = Sequential.of(
                        input(Classifier.UNITS),
                        dense(Classifier.UNITS, relu()).withKernelInitializer(heNormal()),
                        dense(28 * 28, sigmoid()),
                        reshape(28, 28))
                .withSeed(seed);
        Sequential autoencoder =
                Sequential.of(input(28, 28), dropout(dropped), encoder, decoder).withSeed(seed);
        autoencoder.compile(adam(0.001), binaryCrossentropy(), mse());
        History history = autoencoder.fit(
                Images.asTargets(setting.data().train()),
                Fit.epochs(setting.scaled(EPOCHS))
                        .withBatchSize(128)
                        .withValidation(Images.asTargets(setting.data().valid())));
        Tensor unseen = setting.data().valid().slice(0, 10).inputs().getFirst().tensor();
        return new Pretrained(
                        encoder,
                        List.of(
                                Images.errorOfMean(setting.data().valid()),
                                new Figure(
                                        "reconstruction error after one epoch",
                                        history.of("val_mse").getFirst()),
                                new Figure("reconstruction error at the end", history.last("val_mse"))))
                .withShown("Validation images, and as they are given back", unseen, autoencoder.predict(unseen));
    }
}
