package io.nacre.book.reuse;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.subtract;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.Fit;
import io.nacre.Functional;
import io.nacre.Sequential;
import io.nacre.SymbolicTensor;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.layer.Layer;
import java.util.List;
import java.util.Random;

/**
 * Two towers with shared weights look at one image each, and a last unit decides from how far apart their features are
 * whether both show the same class. The tower is then reused.
 */
public final class SameClassOrNot implements PretrainingProgram {
    private static final int EPOCHS = 20;
    private static final Layer ABSOLUTE = (scope, x) -> x.abs();

    @Override
    public String name() {
        return "same-class-or-not";
    }

    @Override
    public String title() {
        return "Pretraining on an auxiliary task: do two images show the same class?";
    }

    @Override
    public String description() {
        return "Two towers with shared weights, 784-100-100, look at one image each; one unit decides from the"
                + " distances of their features whether both images show the same class: " + EPOCHS
                + " epochs, Adam, each"
                + " training image paired"
                + " with another one in each"
                + " epoch, half of the time"
                + " of its own class. The"
                + " task is not free of"
                + " labels: no image's class"
                + " is told, but somebody"
                + " has to know which pairs"
                + " match, as one knows of"
                + " two pictures that they"
                + " show the same person.";
    }

    @Override
    public Pretrained pretrain(Setting setting, long seed) {
        Sequential tower = Classifier.lowerLayers(relu(), heNormal()).withSeed(seed);
        SymbolicTensor one = Functional.input(28, 28);
        SymbolicTensor other = Functional.input(28, 28);
        SymbolicTensor distances =
                Functional.merge(subtract(), one.to(tower), other.to(tower)).to(ABSOLUTE);
        Functional same = Functional.of(List.of(one, other), List.of(distances.to(dense(1, sigmoid()))))
                .withSeed(seed);
        same.compile(adam(0.001), binaryCrossentropy(), accuracy());

        for (int epoch = 0; epoch < setting.scaled(EPOCHS); epoch++) {
            Dataset pairs = pairs(setting.data().train(), new Random(31 * seed + epoch));
            same.fit(pairs, Fit.epochs(epoch + 1).withInitialEpoch(epoch));
        }
        Dataset unseen = pairs(setting.data().valid(), new Random(seed));
        return new Pretrained(
                tower,
                List.of(new Figure(
                        "accuracy on pairs of validation images (by chance 0.5)",
                        same.evaluate(unseen).getOrDefault("accuracy", Double.NaN))));
    }

    /** Each image with another one: half of the time of the same class (target 1), half of the time not (target 0). */
    static Dataset pairs(Dataset images, Random random) {
        float[] classes = images.targets().getFirst().tensor().values();
        int[] partners = new int[classes.length];
        int[] same = new int[classes.length];
        for (int row = 0; row < classes.length; row++) {
            same[row] = random.nextInt(2);
            do {
                partners[row] = random.nextInt(classes.length);
            } while ((classes[partners[row]] == classes[row]) != (same[row] == 1));
        }
        Samples x = images.inputs().getFirst();
        return Dataset.ofInputs(x, x.select(partners)).withTargets(Samples.labels(same));
    }
}
