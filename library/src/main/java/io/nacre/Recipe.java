package io.nacre;

import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.oneCycleScheduler;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.normalization;

import io.nacre.callback.Callback;
import io.nacre.callback.EarlyStopping;
import io.nacre.callback.ReduceLrOnPlateau;
import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.layer.Normalization;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import io.nacre.optimizer.Tunable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All that it takes to train a net, ready to be used, and to be looked at and changed: {@link Recipes} makes them.
 *
 * <pre>{@code
 * Recipe recipe = Recipes.deep(Task.classification(10));
 * Sequential model = recipe.train(images).model();
 * }</pre>
 *
 * <p>An expert changes a part, {@code recipe.withOptimizer(adam(1e-3)).withFit(Fit.epochs(30))}, or takes the parts and
 * trains by hand: {@code recipe.model(train)} is the compiled model, {@code recipe.fitFor(train, valid)} says how to
 * fit it.
 *
 * <p>The same recipe serves tables and images: samples that are no vectors are flattened first. For a table with words
 * and gaps see {@link TableModel}.
 *
 * @param scaled whether the model begins with a {@link Normalization} adapted to the training data: each number of a
 *     vector by itself, all numbers of an image together; default true
 * @param layers from the first hidden one to the one that answers
 * @param optimizer how weights move
 * @param loss what is made small
 * @param metrics what is reported beside it
 * @param fit epochs, batch size and callbacks
 * @param oneCycle the highest rate of a 1cycle schedule over all epochs, in place of performance scheduling and of
 *     early stopping, which would cut the cycle short: the best weights return at its end; default none
 * @param seed of first weights, shuffling and what is held back; default 0
 */
public record Recipe(
        boolean scaled,
        List<Layer> layers,
        Optimizer optimizer,
        Loss loss,
        List<Metric> metrics,
        Fit fit,
        OptionalDouble oneCycle,
        long seed) {
    private static final double HELD_BACK = 0.1;

    /** A model that was trained, and how that went. */
    public record Trained(Sequential model, History history) {}

    /** Checks that there are layers. */
    public Recipe {
        layers = List.copyOf(layers);
        metrics = List.copyOf(metrics);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a recipe has at least the layer that answers");
        }
        oneCycle.ifPresent(rate -> {
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("the highest rate of 1cycle must be above 0, not " + rate);
            }
        });
    }

    /** The same for inputs that are scaled already. */
    public Recipe withoutScaling() {
        return new Recipe(false, layers, optimizer, loss, metrics, fit, oneCycle, seed);
    }

    /** The same with these layers, the one that answers among them. */
    public Recipe withLayers(List<? extends Layer> layers) {
        return new Recipe(scaled, List.copyOf(layers), optimizer, loss, metrics, fit, oneCycle, seed);
    }

    /** The same with this optimizer. */
    public Recipe withOptimizer(Optimizer optimizer) {
        return new Recipe(scaled, layers, optimizer, loss, metrics, fit, oneCycle, seed);
    }

    /**
     * The same with its optimizer at this rate.
     *
     * @throws IllegalArgumentException if it is an optimizer of your own that is not {@link Tunable}
     */
    public Recipe withLearningRate(double learningRate) {
        if (!(optimizer instanceof Tunable<?> tunable)) {
            throw new IllegalArgumentException("the optimizer " + optimizer
                    + " cannot be made at another rate; implement Tunable, or give it by withOptimizer");
        }
        return withOptimizer(tunable.withLearningRate(learningRate));
    }

    /** The same with this loss. */
    public Recipe withLoss(Loss loss) {
        return new Recipe(scaled, layers, optimizer, loss, metrics, fit, oneCycle, seed);
    }

    /** The same with these metrics. */
    public Recipe withMetrics(Metric... metrics) {
        return new Recipe(scaled, layers, optimizer, loss, List.of(metrics), fit, oneCycle, seed);
    }

    /** The same fitted in this way; its callbacks take the place of early stopping and performance scheduling. */
    public Recipe withFit(Fit fit) {
        return new Recipe(scaled, layers, optimizer, loss, metrics, fit, oneCycle, seed);
    }

    /** The same for so many epochs at most. */
    public Recipe withEpochs(int epochs) {
        return withFit(new Fit(
                epochs,
                fit.batchSize(),
                fit.validation(),
                fit.validationBatches(),
                fit.validationSplit(),
                fit.shuffle(),
                fit.initialEpoch(),
                fit.classWeights(),
                fit.callbacks(),
                fit.threads(),
                fit.steps()));
    }

    /** The same with one cycle of rates, up to this one, over all epochs. */
    public Recipe withOneCycle(double maxLearningRate) {
        return new Recipe(scaled, layers, optimizer, loss, metrics, fit, OptionalDouble.of(maxLearningRate), seed);
    }

    /** The same with another seed. */
    public Recipe withSeed(long seed) {
        return new Recipe(scaled, layers, optimizer, loss, metrics, fit, oneCycle, seed);
    }

    /**
     * The model for samples such as these, compiled.
     *
     * @param train what it is going to be trained on; its scaling is adapted to it
     */
    public Sequential model(Dataset train) {
        Shape sample = train.inputs().getFirst().shape();
        List<Layer> all = new ArrayList<>();
        all.add(new Input(sample));
        if (scaled) {
            Normalization each = normalization();
            all.add((sample.rank() > 1 ? each.withAxis() : each).adapt(train));
        }
        if (sample.rank() != 1) {
            all.add(flatten());
        }
        all.addAll(layers);
        Sequential model = Sequential.of(all).withSeed(seed);
        model.compile(optimizer, loss, metrics.toArray(Metric[]::new));
        return model;
    }

    /** How the model is fitted to this data, with all callbacks. */
    public Fit fitFor(Dataset train, Dataset valid) {
        Fit validated = fit.withValidation(valid);
        if (oneCycle.isEmpty()) {
            return validated;
        }
        int batch = fit.batchSizeFor(train.size());
        long steps = (long) fit.epochs() * fit.steps().perEpoch().orElse((train.size() + batch - 1) / batch);
        List<Callback> callbacks = new ArrayList<>(fit.callbacks());
        callbacks.removeIf(callback -> callback instanceof EarlyStopping || callback instanceof ReduceLrOnPlateau);
        callbacks.add(earlyStopping().withPatience(fit.epochs()).withRestoreBestWeights());
        callbacks.add(oneCycleScheduler(steps, oneCycle.getAsDouble()));
        return new Fit(
                fit.epochs(),
                fit.batchSize(),
                validated.validation(),
                validated.validationBatches(),
                OptionalDouble.empty(),
                fit.shuffle(),
                fit.initialEpoch(),
                fit.classWeights(),
                callbacks,
                fit.threads(),
                fit.steps());
    }

    /** Trains a model on this data, of which a tenth, drawn by the seed, is held back to validate with. */
    public Trained train(Dataset data) {
        Dataset.Split split = data.shuffled(seed).split(HELD_BACK);
        return train(split.train(), split.valid());
    }

    /** Trains a model on the first data and validates it on the other. */
    public Trained train(Dataset train, Dataset valid) {
        Sequential model = model(train);
        return new Trained(model, model.fit(train, fitFor(train, valid)));
    }
}
