package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Schedules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What training loops of one's own ask a model for, and tell it. */
class OwnLoopTest {
    private static final Dataset ONE =
            Dataset.of(Tensor.of(new float[] {1, 2}, 1, 2), Tensor.of(new float[] {3}, 1, 1));

    @Test
    void weightsOfALayerHaveNamesAndAreTrainedOrNot() {
        Model model = Sequential.of(input(2), dense(3, relu()), batchNormalization());
        LayerHandle dense = model.layer("dense");
        LayerHandle normalization = model.layer("batch_normalization");
        assertEquals(List.of("kernel", "bias"), dense.weightNames());
        assertEquals(dense.weights().getFirst(), dense.weight("kernel"));
        assertEquals(List.of("gamma", "beta", "moving_mean", "moving_variance"), normalization.weightNames());
        assertTrue(normalization.isTrainable("gamma"));
        assertFalse(normalization.isTrainable("moving_mean"));
        normalization.freeze();
        assertFalse(normalization.isTrainable("gamma"));
        assertTrue(dense.isTrainable("kernel"));
        refused("layer dense has no weight 'gamma'; it has kernel, bias", () -> dense.weight("gamma"));
        refused("layer dense has no weight 'gamma'; it has kernel, bias", () -> dense.isTrainable("gamma"));
    }

    @Test
    void weightsOfAModelWithinAModelHaveTheirPaths() {
        Sequential inner = Sequential.of(input(2), dense(2), dense(2));
        Model outer = Sequential.of(input(2), named("inner", inner), dense(1));
        LayerHandle handle = outer.layers().getFirst();
        assertEquals(List.of("dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"), handle.weightNames());
        outer.layer(handle.path() + "/dense_1").freeze();
        assertTrue(handle.isTrainable("dense/bias"));
        assertFalse(handle.isTrainable("dense_1/bias"));
    }

    @Test
    void allLayersButTheLastAreGivenAtOnce() {
        Model model = Sequential.of(input(2), dense(3, relu()), dense(4, relu()), dense(1, sigmoid()));
        assertEquals(List.of("dense", "dense_1"), names(model));
        model.layersExceptLast().forEach(LayerHandle::freeze);
        assertTrue(model.layer("dense_1").isFrozen());
        assertFalse(model.layer("dense_2").isFrozen());

        SymbolicTensor x = Functional.input(2);
        SymbolicTensor body = x.to(named("body", dense(3)));
        SymbolicTensor first = body.to(named("first", dense(1)));
        SymbolicTensor second = body.to(named("wide", dense(2))).to(named("second", dense(1)));
        assertEquals(List.of("input_layer", "body", "wide"), names(Functional.of(List.of(x), List.of(first, second))));
    }

    private static List<String> names(Model model) {
        return model.layersExceptLast().stream().map(LayerHandle::name).toList();
    }

    @Test
    void theRateIsReadAndSetBetweenSteps() {
        Model model = Sequential.of(input(2), dense(1));
        assertThrows(IllegalStateException.class, model::learningRate);
        model.compile(sgd(0.1), meanSquaredError());
        assertEquals(0.1, model.learningRate());
        double whole = moved(model);
        model.learningRate(0.05);
        assertEquals(0.05, model.learningRate());
        Model half = Sequential.of(input(2), dense(1));
        half.compile(sgd(0.1), meanSquaredError());
        half.learningRate(0.05);
        assertEquals(whole / 2, moved(half), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> model.learningRate(-1));

        model.compile(sgd(Schedules.exponential(0.1, 1, 0.5)), meanSquaredError());
        assertEquals(0.1, model.learningRate());
        model.trainOnBatch(ONE);
        assertEquals(0.05, model.learningRate());
        assertThrows(IllegalStateException.class, () -> model.learningRate(1));
    }

    /** How far a step moves the bias. */
    private static double moved(Model model) {
        model.layer("dense").assign(List.of(Tensor.zeros(2, 1), Tensor.zeros(1)));
        model.trainOnBatch(ONE);
        return model.layer("dense").weight("bias").at(0);
    }

    @Test
    void theMomentumIsReadAndSetBetweenSteps() {
        Model model = fresh(sgd(0.01).withMomentum(0.9));
        assertEquals(Map.of("momentum", 0.9), model.hyperparameters());
        model.hyperparameter("momentum", 0.5);
        assertEquals(Map.of("momentum", 0.5), model.hyperparameters());
        Model other = fresh(sgd(0.01).withMomentum(0.5));
        for (int step = 0; step < 3; step++) {
            model.trainOnBatch(ONE);
            other.trainOnBatch(ONE);
        }
        assertArrayEquals(
                other.layer("dense").weight("kernel").values(),
                model.layer("dense").weight("kernel").values());
        refused(
                "has no hyperparameter beta that can be changed; it has momentum",
                () -> model.hyperparameter("beta", 1));
        assertThrows(IllegalStateException.class, () -> Sequential.of(dense(1)).hyperparameters());
        assertTrue(fresh(adam(0.1)).hyperparameters().keySet().stream().noneMatch("momentum"::equals));
    }

    private static Model fresh(Optimizer optimizer) {
        Model model = Sequential.of(dense(1));
        model.build(Shape.of(2));
        model.compile(optimizer, meanSquaredError());
        return model;
    }

    private static void refused(String message, Executable wrong) {
        String given = Objects.requireNonNull(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
        assertTrue(given.contains(message), given);
    }
}
