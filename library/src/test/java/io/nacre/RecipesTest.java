package io.nacre;

import static io.nacre.activation.Activations.selu;
import static io.nacre.layer.Layers.dense;
import static io.nacre.metric.Metrics.rmse;
import static io.nacre.optimizer.Optimizers.nadam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.EarlyStopping;
import io.nacre.callback.OneCycleScheduler;
import io.nacre.callback.ReduceLrOnPlateau;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Tensor;
import io.nacre.layer.AlphaDropout;
import io.nacre.layer.BatchNormalization;
import io.nacre.layer.Dense;
import io.nacre.layer.Flatten;
import io.nacre.layer.Layer;
import io.nacre.layer.Normalization;
import io.nacre.optimizer.AdamW;
import io.nacre.optimizer.Sgd;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RecipesTest {
    private static final Task TASK = Task.classification(10);

    /** Far from mean 0 and deviation 1, as columns of one's own are; a target that is scaled. */
    private static Dataset numbers(int rows) {
        SplittableRandom random = new SplittableRandom(5);
        float[] x = new float[rows * 3];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            x[3 * i] = (float) (1e4 + 300 * a);
            x[3 * i + 1] = (float) (b / 1000);
            x[3 * i + 2] = 5;
            y[i] = (float) (Math.sin(a) + b / 2);
        }
        return Dataset.of(Tensor.of(x, rows, 3), Tensor.of(y, rows, 1));
    }

    private static long count(Recipe recipe, Class<? extends Layer> kind) {
        return recipe.layers().stream().filter(kind::isInstance).count();
    }

    @Test
    void theyAreTheChaptersTables() {
        Recipe deep = Recipes.deep(TASK);
        assertEquals(5, count(deep, BatchNormalization.class));
        assertEquals(6, count(deep, Dense.class));
        assertInstanceOf(AdamW.class, deep.optimizer());
        Recipe own = Recipes.selfNormalizing(TASK, 30, 30);
        assertEquals(0, count(own, BatchNormalization.class));
        assertEquals(1, count(own, AlphaDropout.class));
        assertEquals(
                selu(), assertInstanceOf(Dense.class, own.layers().getFirst()).activation());
        assertTrue(assertInstanceOf(Sgd.class, own.optimizer()).nesterov());
        Recipe shallow = Recipes.shallow(TASK);
        assertEquals(List.of(3, 0), List.of((int) count(shallow, Dense.class), (int)
                count(shallow, BatchNormalization.class)));
        for (Recipe recipe : List.of(deep, own, shallow)) {
            assertEquals(1, callbacks(recipe.fit(), EarlyStopping.class));
            assertEquals(1, callbacks(recipe.fit(), ReduceLrOnPlateau.class));
        }
    }

    private static long callbacks(Fit fit, Class<?> kind) {
        return fit.callbacks().stream().filter(kind::isInstance).count();
    }

    @Test
    void everyPartCanBeChanged() {
        Dataset data = numbers(64);
        Recipe recipe = Recipes.shallow(Task.regression())
                .withLayers(List.of(dense(7, selu()), dense(1)))
                .withOptimizer(nadam(0.01).withClipNorm(1).withWeightDecay(0.1))
                .withMetrics(rmse())
                .withLearningRate(0.02)
                .withEpochs(3)
                .withSeed(4);
        assertEquals(nadam(0.02).withClipNorm(1).withWeightDecay(0.1), recipe.optimizer());
        Recipe.Trained trained = recipe.train(data);
        assertEquals(List.of(0, 1, 2), trained.history().epochs());
        assertTrue(
                trained.history().metrics().containsKey("val_rmse"),
                () -> trained.history().metrics().keySet().toString());
        assertEquals(4, trained.model().seed());
        assertInstanceOf(
                Normalization.class, recipe.model(data).layers().getFirst().layer());
        assertInstanceOf(
                Dense.class,
                recipe.withoutScaling().model(data).layers().getFirst().layer());

        Fit cycle = recipe.withOneCycle(0.1).fitFor(data, data);
        assertEquals(0, callbacks(cycle, ReduceLrOnPlateau.class));
        assertEquals(1, callbacks(cycle, OneCycleScheduler.class));
        assertThrows(IllegalArgumentException.class, () -> recipe.withOneCycle(0));
        assertThrows(IllegalArgumentException.class, () -> recipe.withLayers(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Task.classification(1));
    }

    @TestFactory
    Stream<DynamicTest> eachLearnsNumbersAndImages() {
        FashionMnist images = FashionMnist.sample();
        return Stream.<Function<Task, Recipe>>of(Recipes::shallow, Recipes::deep, Recipes::selfNormalizing)
                .map(kind ->
                        DynamicTest.dynamicTest(kind.apply(TASK).optimizer().toString(), () -> {
                            Recipe.Trained numbers =
                                    kind.apply(Task.regression()).withEpochs(15).train(numbers(600));
                            assertTrue(numbers.history().last("val_loss") < 0.1, numbers.history()::toString);
                            Recipe recipe = kind.apply(TASK).withEpochs(4);
                            Recipe.Trained classes = recipe.train(images.train(), images.valid());
                            assertInstanceOf(
                                    Flatten.class,
                                    classes.model().layers().get(1).layer());
                            assertTrue(
                                    classes.model().evaluate(images.test()).get("accuracy") > 0.7,
                                    classes.history()::toString);
                        }));
    }
}
