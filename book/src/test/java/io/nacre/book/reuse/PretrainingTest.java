package io.nacre.book.reuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.nacre.LayerHandle;
import io.nacre.Sequential;
import io.nacre.book.Book;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.layer.Dense;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PretrainingTest {
    private static final Setting QUICK = new Setting(FashionMnist.sample(), 1, true);

    static Stream<PretrainingProgram> kinds() {
        return Book.programs().stream()
                .filter(PretrainingProgram.class::isInstance)
                .map(PretrainingProgram.class::cast);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHandsOverTheClassifiersLayersTrainedAndReadyToBeTrainedOn(PretrainingProgram kind) {
        Sequential layers = kind.lowerLayers(QUICK, 1);
        Sequential untrained = kind.baseline().lowerLayers(QUICK, 1);
        assertEquals(Shape.of(28, 28), layers.inputShape());
        assertEquals(Shape.of(Classifier.UNITS), layers.outputShape());
        assertEquals(descriptions(untrained), descriptions(layers));
        for (LayerHandle layer : layers.layers()) {
            assertFalse(layer.isFrozen(), layer.toString());
            if (layer.layer() instanceof Dense) {
                assertNotEquals(untrained.layer(layer.name()).weights(), layer.weights(), layer.toString());
            }
        }
    }

    @Test
    void allKindsAreCompared() {
        assertEquals(
                kinds().map(PretrainingProgram::name).collect(Collectors.toSet()),
                LabelEfficiency.KINDS.stream().map(PretrainingProgram::name).collect(Collectors.toSet()));
    }

    private static List<String> descriptions(Sequential layers) {
        return layers.layers().stream().map(layer -> layer.layer().toString()).toList();
    }

    @Test
    void theMeanImagesErrorIsTheVarianceOfThePixels() {
        Tensor images = Tensor.of(new float[] {0, 1, 0, 0, 3, 1, 0, 0}, 2, 2, 2);
        assertEquals(2.25 / 4, Images.variance(images), 1e-12);
    }
}
