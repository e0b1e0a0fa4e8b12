package io.nacre.book.reuse;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.Fit;
import io.nacre.Functional;
import io.nacre.Sequential;
import io.nacre.SymbolicTensor;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.layer.Merging;
import java.util.List;

/**
 * Self-supervised pretraining: small patches of each image are hidden, others at each step, and the net learns to guess
 * them from what is left. The images are their own labels; only hidden pixels count.
 */
public final class MaskedPixels implements PretrainingProgram {
    private static final int EPOCHS = 10;
    static final int PATCH = 2;
    private static final double HIDDEN = 0.5;

    /** Of an image and where it is hidden: the rest, as bright on the whole as all of it, as dropout has it. */
    private static final Merging VISIBLE = (scope, inputs) -> {
        Node image = inputs.get(0);
        Node hidden = inputs.get(1);
        return hidden.select(Node.constant(0), image).dividedBy(1 - HIDDEN);
    };

    /**
     * Of an image, what was guessed and where it was hidden: the guess; the mean square error there becomes the loss.
     */
    static final Merging JUDGED = (scope, inputs) -> {
        Node image = inputs.get(0);
        Node guess = inputs.get(1);
        Node hidden = inputs.get(2);
        Node errors = image.minus(guess).square().times(hidden);
        scope.addLoss(errors.sum().dividedBy(hidden.sum().maximum(1)));
        return guess;
    };

    @Override
    public String name() {
        return "masked-pixels";
    }

    @Override
    public String title() {
        return "Self-supervised pretraining: hidden parts of images are guessed from the rest";
    }

    @Override
    public String description() {
        return "Half of each image is hidden, in patches of " + PATCH + " x " + PATCH + " pixels that are drawn anew at"
                + " each step. The hidden layers, 784-100-100, see the rest, and an output layer, 100-784, guesses the"
                + " hidden pixels; others do not count: " + EPOCHS
                + " epochs, Adam, mean square error. No label is used.";
    }

    @Override
    public Pretrained pretrain(Setting setting, long seed) {
        Sequential lower = Classifier.lowerLayers(relu(), heNormal()).withSeed(seed);
        SymbolicTensor image = Functional.input(28, 28);
        SymbolicTensor hidden = image.to(MaskedPixels::patches);
        SymbolicTensor guess = Functional.merge(VISIBLE, image, hidden)
                .to(lower)
                .to(dense(28 * 28, sigmoid()))
                .to(reshape(28, 28));
        Functional model = Functional.of(image, Functional.merge(JUDGED, image, guess, hidden))
                .withSeed(seed);
        model.compile(adam(0.002));
        model.fit(
                unlabelled(setting.data().train()),
                Fit.epochs(setting.scaled(EPOCHS)).withBatchSize(128));
        Samples unseen = setting.data().valid().inputs().getFirst();
        return new Pretrained(
                lower,
                List.of(
                        new Figure(
                                "error of hidden pixels, validation images",
                                model.evaluate(Dataset.ofInputs(unseen)).getOrDefault("loss", Double.NaN)),
                        new Figure("the same if the mean image is the guess", Images.variance(unseen.tensor()))));
    }

    /** Where an image is hidden: 1 in patches that are drawn anew each time, also outside of training; elsewhere 0. */
    static Node patches(Scope scope, Node image) {
        int across = image.size(-1) / PATCH;
        Node drawn = scope.uniform(Shape.of(Shape.BATCH, across, 1, across, 1)).less(HIDDEN);
        return drawn.broadcast(Shape.of(Shape.BATCH, across, PATCH, across, PATCH))
                .reshape(image.shape());
    }

    private static Dataset unlabelled(Dataset images) {
        return Dataset.ofInputs(images.inputs().getFirst());
    }
}
