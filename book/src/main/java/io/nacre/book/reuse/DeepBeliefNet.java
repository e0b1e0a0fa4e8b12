package io.nacre.book.reuse;

import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.glorotUniform;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mse;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.LayerHandle;
import io.nacre.OutputLoss;
import io.nacre.Sequential;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.List;

/**
 * Two restricted Boltzmann machines, one on top of the other: the first learns the distribution of the images, the
 * second that of the first one's hidden units. Their weights make the hidden layers.
 */
public final class DeepBeliefNet implements PretrainingProgram {
    private static final int EPOCHS = 10;
    private static final int BATCH = 100;
    private static final BoltzmannMachine MACHINE = BoltzmannMachine.of(Classifier.UNITS);

    @Override
    public String name() {
        return "restricted-boltzmann-machine";
    }

    @Override
    public String title() {
        return "Pretraining without labels: two restricted Boltzmann machines, as in 2006";
    }

    @Override
    public String description() {
        return "A restricted Boltzmann machine of " + Classifier.UNITS
                + " hidden units learns the distribution of the images by"
                + " contrastive divergence, and a second one that of the first one's hidden units: " + EPOCHS
                + " epochs each, CD-" + MACHINE.steps()
                + ", SGD with momentum. Then their weights are those of hidden layers with"
                + " sigmoid units.";
    }

    @Override
    public Pretraining baseline() {
        return new FromScratch("from scratch, sigmoid", sigmoid(), glorotUniform());
    }

    @Override
    public Pretrained pretrain(Setting setting, long seed) {
        Sequential lowerLayers = Classifier.lowerLayers(sigmoid(), glorotUniform());

        Sequential first = Sequential.of(input(28, 28), flatten(), MACHINE, reshape(28, 28))
                .withSeed(seed);
        Samples images = setting.data().train().inputs().getFirst();
        History ofImages = train(first, images, setting);
        take(first.layer("boltzmann_machine"), lowerLayers.layer("dense"));

        Sequential features = Sequential.of(input(28, 28), flatten(), lowerLayers.layer("dense"));
        Sequential second = Sequential.of(input(Classifier.UNITS), MACHINE).withSeed(seed);
        History ofFeatures = train(second, Samples.of(features.predict(images)), setting);
        take(second.layer("boltzmann_machine"), lowerLayers.layer("dense_1"));

        Tensor unseen = setting.data().valid().slice(0, 10).inputs().getFirst().tensor();
        return new Pretrained(
                        lowerLayers,
                        List.of(
                                Images.errorOfMean(setting.data().valid()),
                                new Figure(
                                        "first machine: reconstruction error",
                                        Images.error(first, setting.data().valid())),
                                new Figure("first machine: free energy, images less samples", ofImages.last("loss")),
                                new Figure("second machine: reconstruction error", ofFeatures.last("mse")),
                                new Figure(
                                        "second machine: free energy, features less samples", ofFeatures.last("loss"))))
                .withShown(
                        "Validation images, and as the first machine gives them back", unseen, first.predict(unseen));
    }

    /** The machine brings its own loss; the error of its reconstructions weighs nothing, and is only looked at. */
    private static History train(Sequential model, Samples visible, Setting setting) {
        model.compile(
                sgd(0.1).withMomentum(0.5),
                OutputLoss.of(meanSquaredError(), mse()).withWeight(0));
        return model.fit(
                Dataset.of(visible, visible), Fit.epochs(setting.scaled(EPOCHS)).withBatchSize(BATCH));
    }

    /** Kernel and bias of a machine's hidden units for a layer. */
    private static void take(LayerHandle machine, LayerHandle dense) {
        dense.assign(machine.weights().subList(0, 2));
    }
}
