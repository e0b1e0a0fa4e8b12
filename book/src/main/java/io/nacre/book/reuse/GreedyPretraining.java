package io.nacre.book.reuse;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.metric.Metrics.mse;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.Fit;
import io.nacre.LayerHandle;
import io.nacre.Sequential;
import io.nacre.book.page.Setting;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy layer-wise pretraining: the first hidden layer learns to give back images through an output layer; it is
 * frozen, a second hidden layer takes the place of the output layer and learns the same through one of its own. Pixels
 * are dropped, as in stacked denoising autoencoders (Vincent et al., 2010): without that the layers are of no use here.
 */
public final class GreedyPretraining implements PretrainingProgram {
    private static final int HIDDEN_LAYERS = 2;
    private static final int EPOCHS = 5;
    private static final double DROPPED = 0.5;

    @Override
    public String name() {
        return "greedy-pretraining";
    }

    @Override
    public String title() {
        return "Pretraining without labels: one hidden layer after another";
    }

    @Override
    public String description() {
        return "A hidden layer and an output layer are given images of which half of the pixels are dropped, and learn"
            + " to give the whole image back. Then the output layer is thrown away, the hidden layer is frozen, and a"
            + " second hidden layer on top of it learns the same with an output layer of its own: " + EPOCHS
                + " epochs for each layer, Adam, binary cross-entropy of each pixel.";
    }

    @Override
    public Pretrained pretrain(Setting setting, long seed) {
        List<LayerHandle> trained = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        figures.add(Images.errorOfMean(setting.data().valid()));
        for (int hidden = 1; hidden <= HIDDEN_LAYERS; hidden++) {
            List<Layer> layers = new ArrayList<>(List.of(input(28, 28), dropout(DROPPED), flatten()));
            layers.addAll(trained);
            layers.add(dense(Classifier.UNITS, relu()).withKernelInitializer(heNormal()));
            layers.add(dense(28 * 28, sigmoid()));
            layers.add(reshape(28, 28));
            Sequential model = Sequential.of(layers).withSeed(seed);
            model.compile(adam(0.001), binaryCrossentropy(), mse());
            model.fit(
                    Images.asTargets(setting.data().train()),
                    Fit.epochs(setting.scaled(EPOCHS)).withBatchSize(128));
            figures.add(new Figure(
                    "reconstruction error with " + hidden + " hidden layer" + (hidden > 1 ? "s" : ""),
                    Images.error(model, setting.data().valid())));

            LayerHandle layer = model.layers().get(hidden + 1);
            layer.freeze();
            trained.add(layer);
        }
        trained.forEach(LayerHandle::unfreeze);
        List<Layer> lowerLayers = new ArrayList<>(List.of(input(28, 28), flatten()));
        lowerLayers.addAll(trained);
        return new Pretrained(Sequential.of(lowerLayers), figures);
    }
}
