package io.nacre.book.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.book.training.ClothesNet;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.loss.Losses;
import io.nacre.optimizer.Optimizers;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static final Setting FOUR_SEEDS = new Setting(FashionMnist.sample(), 4, true);

    @Test
    void resultsComeInTheOrderOfCasesAndSeeds() {
        assertEquals(List.of(1L, 2L, 3L, 4L), FOUR_SEEDS.eachSeed(seed -> seed));
        Map<String, List<String>> results = FOUR_SEEDS.eachSeed(List.of("b", "a"), (which, seed) -> which + seed);
        assertEquals(List.of("b", "a"), List.copyOf(results.keySet()));
        assertEquals(List.of("a1", "a2", "a3", "a4"), results.get("a"));
    }

    @Test
    void whatIsTrainedSideBySideIsTheSameToTheBit() {
        assertEquals(
                LongStream.rangeClosed(1, 4).mapToObj(SettingTest::loss).toList(),
                FOUR_SEEDS.eachSeed(SettingTest::loss));
    }

    private static double loss(long seed) {
        Dataset images = FOUR_SEEDS.data().train().slice(0, 640);
        Sequential model = ClothesNet.of(seed);
        model.compile(Optimizers.adam(0.001), Losses.sparseCategoricalCrossentropy());
        return model.fit(images, Fit.epochs(1)).last("loss");
    }

    @Test
    void aRunThatFailsFailsAllWithItsCause() {
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> FOUR_SEEDS.eachSeed(seed -> {
                    throw new IllegalArgumentException("seed " + seed);
                }));
        assertEquals("a run failed: java.lang.IllegalArgumentException: seed 1", failure.getMessage());
        assertEquals(IllegalArgumentException.class, failure.getCause().getClass());
    }

    @Test
    void thereIsAtLeastOneSeed() {
        assertThrows(IllegalArgumentException.class, () -> new Setting(FashionMnist.sample(), 0, true));
    }
}
