package io.nacre.book.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonteCarloDropoutTest {
    @TempDir
    private Path folder;

    @Test
    void itsOutcomesAreOfOneRunEachAndFitTogether() {
        Page page = new Page(part -> {}, line -> {}, folder);
        new MonteCarloDropout().run(new Setting(FashionMnist.sample(), 2, true), page);
        List<Double> means = page.outcomes().stream()
                .map(Outcome::ours)
                .map(spread -> {
                    assertEquals(2, spread.runs());
                    return spread.mean();
                })
                .toList();
        assertEquals(6, means.size());
        assertEquals(means.get(2), means.get(1) - means.get(0), 1e-9);
        assertTrue(means.get(0) > 0.3, "the net was not trained: " + means);
        assertTrue(means.get(5) > 0, "the passes do not differ");
    }
}
