package io.nacre.book.schedule;

import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.LearningRateCurve;
import io.nacre.LearningRateFinder;
import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.training.ClothesNet;
import io.nacre.plot.Axis;
import io.nacre.plot.Guide;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.plot.Note;
import io.nacre.plot.Shade;
import java.util.Locale;

/** The rate grows from step to step until the loss explodes; a good one lies well below that. */
public final class LearningRateFinding implements Program {
    @Override
    public String name() {
        return "learning-rate-finder";
    }

    @Override
    public String title() {
        return "Finding a learning rate";
    }

    @Override
    public void run(Setting setting, Page page) {
        Sequential model = ClothesNet.of(1);
        model.compile(sgd(0.01), sparseCategoricalCrossentropy(), accuracy());
        LearningRateCurve curve = LearningRateFinder.of()
                .withBatchSize(128)
                .withIterations(setting.quick() ? 100 : 400)
                .find(model, setting.data().train());

        double first = curve.losses().getFirst();
        double suggested = curve.suggestion().orElseThrow();
        double turn = 10 * suggested;
        page.figure(
                "learning_rate_finder_plot",
                LinePlot.of("Loss of one batch while the rate grows")
                        .withXAxis(Axis.of("learning rate").withLogScale())
                        .withYAxis(Axis.of("loss").withRange(0, 1.4 * first))
                        .withGuide(Guide.vertical(suggested).withDashes())
                        .withGuide(Guide.vertical(turn).withDashes())
                        .withLine(Line.of("each batch", curve.rates(), curve.losses())
                                .withShade(Shade.SKY))
                        .withLine(Line.of("smoothed", curve.rates(), curve.smoothedLosses())
                                .withShade(Shade.BLUE))
                        .withNote(Note.of("a tenth of it", suggested / 5, 0.3 * first)
                                .withArrowTo(suggested, 0.15 * first))
                        .withNote(Note.of("lowest", turn * 6, 0.3 * first).withArrowTo(turn, 0.15 * first)));
        page.finding(String.format(
                Locale.ROOT,
                "From %.0e on, the rate grew by a constant factor from one batch of 128 images to the next, %d in all."
                        + " The loss is lowest at %.2g, then it climbs. A tenth of that, %.2g, is a rate to begin"
                        + " with; the most that 1cycle goes up to can be somewhat higher. The model is as it was"
                        + " before.",
                curve.rates().getFirst(),
                curve.rates().size(),
                turn,
                suggested));
    }
}
