package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.silu;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.reduceLrOnPlateau;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.optimizer.Optimizers.adamW;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Makes recipes: the two configurations that the chapter closes with, of which the first has a shallow and a deep form.
 *
 * <pre>
 *                  shallow         deep                  selfNormalizing
 * hidden layers    2 of 100        5 of 100              5 of 100
 * initializer      He              He                    LeCun
 * activation       ReLU            Swish                 SELU
 * normalization    none            batch normalization   none: it normalizes itself
 * regularization   early stopping  early stopping,       early stopping,
 *                                  weight decay          alpha dropout of 0.05 before the last layer
 * optimizer        Nesterov 0.01   AdamW 0.001           Nesterov 0.005, gradients
 *                                                        clipped to norm 1
 * schedule         performance     performance           performance
 * </pre>
 *
 * <p>All of them scale their inputs, and all can take 1cycle in place of performance scheduling
 * ({@link Recipe#withOneCycle}). They are defaults that mostly do well, not rules; {@link Recipe} tells how to change
 * them.
 */
public final class Recipes {
    private static final int[] SHALLOW = {100, 100};
    private static final int[] DEEP = {100, 100, 100, 100, 100};
    private static final double ALPHA_DROPOUT = 0.05;
    private static final double MOMENTUM = 0.9;

    /** Without it regression diverges from a rate of 0.005 on, with it it does not at 0.01. */
    private static final double CLIP = 1;

    private static final int EPOCHS = 100;
    private static final int PATIENCE = 15;
    private static final int PLATEAU = 5;
    private static final double PLATEAU_FACTOR = 0.5;

    private Recipes() {}

    /** The default net for easy tasks and small data, with two hidden layers. */
    public static Recipe shallow(Task task) {
        return shallow(task, SHALLOW);
    }

    /** The same with hidden layers of so many units. */
    public static Recipe shallow(Task task, int... units) {
        List<Layer> layers = new ArrayList<>();
        Arrays.stream(units).forEach(n -> layers.add(dense(n, relu()).withKernelInitializer(heNormal())));
        return recipe(task, layers, sgd(0.01).withMomentum(MOMENTUM).withNesterov());
    }

    /** The default net where it takes more layers. */
    public static Recipe deep(Task task) {
        return deep(task, DEEP);
    }

    /** The same with hidden layers of so many units. */
    public static Recipe deep(Task task, int... units) {
        List<Layer> layers = new ArrayList<>();
        for (int n : units) {
            layers.add(dense(n).withKernelInitializer(heNormal()).withoutBias());
            layers.add(batchNormalization());
            layers.add(activation(silu()));
        }
        return recipe(task, layers, adamW(0.001));
    }

    /** The self-normalizing net, for a plain row of dense layers; anything else in it breaks what it lives by. */
    public static Recipe selfNormalizing(Task task) {
        return selfNormalizing(task, DEEP);
    }

    /** The same with hidden layers of so many units. */
    public static Recipe selfNormalizing(Task task, int... units) {
        List<Layer> layers = new ArrayList<>();
        Arrays.stream(units).forEach(n -> layers.add(dense(n, selu()).withKernelInitializer(lecunNormal())));
        layers.add(alphaDropout(ALPHA_DROPOUT));
        return recipe(
                task, layers, sgd(0.005).withMomentum(MOMENTUM).withNesterov().withGlobalClipNorm(CLIP));
    }

    private static Recipe recipe(Task task, List<Layer> hidden, Optimizer optimizer) {
        List<Layer> layers = new ArrayList<>(hidden);
        layers.add(task.output());
        return new Recipe(
                true,
                layers,
                optimizer,
                task.loss(),
                task.metrics(),
                Fit.epochs(EPOCHS)
                        .withCallbacks(
                                earlyStopping().withPatience(PATIENCE).withRestoreBestWeights(),
                                reduceLrOnPlateau().withFactor(PLATEAU_FACTOR).withPatience(PLATEAU)),
                OptionalDouble.empty(),
                0);
    }
}
