package io.nacre.book.reuse;

import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.nacre.Functional;
import io.nacre.SymbolicTensor;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import org.junit.jupiter.api.Test;

class MaskedPixelsTest {
    private static final Samples IMAGES = FashionMnist.sample().test().inputs().getFirst();

    @Test
    void halfOfThePatchesAreHiddenOthersEachTime() {
        SymbolicTensor image = Functional.input(28, 28);
        Functional model = Functional.of(image, image.to(MaskedPixels::patches));
        Tensor hidden = model.predict(IMAGES);
        double share = 0;
        for (int sample = 0; sample < IMAGES.count(); sample++) {
            for (int y = 0; y < 28; y++) {
                for (int x = 0; x < 28; x++) {
                    float here = hidden.at(sample, y, x);
                    float corner = hidden.at(sample, y - y % MaskedPixels.PATCH, x - x % MaskedPixels.PATCH);
                    assertEquals(corner, here);
                    assertEquals(here, here * here);
                    share += here / hidden.count();
                }
            }
        }
        assertEquals(0.5, share, 0.01);
        assertNotEquals(hidden, model.predict(IMAGES));
    }

    @Test
    void onlyHiddenPixelsCount() {
        SymbolicTensor image = Functional.input(28, 28);
        SymbolicTensor hidden = image.to((scope, x) -> x.greater(0.5));
        SymbolicTensor guess = image.to((scope, x) -> x.times(0.25));
        Functional model = Functional.of(image, Functional.merge(MaskedPixels.JUDGED, image, guess, hidden));
        model.compile(sgd(0.1));
        Samples batch = IMAGES.slice(0, 100);
        double errors = 0;
        int counted = 0;
        for (float pixel : batch.tensor().values()) {
            if (pixel > 0.5) {
                errors += 0.75 * pixel * 0.75 * pixel;
                counted++;
            }
        }
        assertEquals(errors / counted, model.evaluate(Dataset.ofInputs(batch)).getOrDefault("loss", Double.NaN), 1e-6);
    }
}
