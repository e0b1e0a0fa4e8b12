package io.nacre.book.schedule;

import static io.nacre.callback.Callbacks.oneCycleScheduler;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.schedule.Schedules.oneCycle;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.training.ClothesNet;
import io.nacre.book.training.Histories;
import io.nacre.data.Dataset;
import io.nacre.plot.Axis;
import io.nacre.plot.Legend;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.schedule.OneCycle;
import java.util.List;

/** The rate rises to its highest and falls back, then almost to 0; the momentum goes the other way. */
public final class OneCycleScheduling implements Program {
    private static final int BATCH_SIZE = 128;
    private static final double MAX_RATE = 0.1;

    @Override
    public String name() {
        return "one-cycle";
    }

    @Override
    public String title() {
        return "1cycle scheduling: rate and momentum";
    }

    @Override
    public void run(Setting setting, Page page) {
        Epochs epochs = new Epochs(BATCH_SIZE);
        OneCycle cycle = oneCycle(epochs.steps(Epochs.COUNT), MAX_RATE);
        page.figure(
                "one_cycle_plot",
                Epochs.plot("1cycle scheduling", 0.105)
                        .withRightAxis(Axis.of("momentum").withRange(0.84, 0.96))
                        .withLine(epochs.line("learning rate", cycle))
                        .withLine(epochs.line("momentum", step -> cycle.along(step, 0.95, 0.85, 0.95))
                                .onRightAxis()
                                .withStroke(Line.Stroke.DASHED)));
        page.paragraph(
                "Over 25 epochs in batches of 128: up from 0.01 to 0.1 along a line, back along another, and in the"
                    + " last tenth of the steps down to 0.00001, while the momentum goes from 0.95 to 0.85 and back.");

        List<History> runs = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            return train(setting, seed);
        });
        Histories histories = new Histories(runs);
        page.figure(
                "one_cycle_learning_curves",
                LinePlot.of("Accuracy along the cycle")
                        .withXAxis(Axis.of("epoch").withWholeNumbers())
                        .withYAxis(Axis.of("accuracy"))
                        .withLegend(Legend.INSIDE)
                        .withLine(histories.line("training", "accuracy"))
                        .withLine(histories.line("validation", "val_accuracy").withStroke(Line.Stroke.DASHED)));
        page.finding(
                "While the rate is high, validation goes up and down; it is steady, and at its best, when the rate has"
                        + " fallen. Training ends at " + histories.last("accuracy")
                        + ", above validation: by then the net"
                        + " begins to know its images by heart.");
        page.outcome(Outcome.ofSingleRuns(
                "1cycle scheduling, 25 epochs",
                "val accuracy",
                List.of(0.892),
                List.of(),
                histories.last("val_accuracy")));
    }

    private static History train(Setting setting, long seed) {
        Dataset images = setting.data().train();
        int epochs = setting.scaled(Epochs.COUNT);
        long steps = (long) epochs * Math.ceilDiv(images.size(), BATCH_SIZE);
        Sequential model = ClothesNet.of(seed);
        model.compile(sgd(MAX_RATE / 10).withMomentum(0.95), sparseCategoricalCrossentropy(), accuracy());
        return model.fit(
                images,
                Fit.epochs(epochs)
                        .withBatchSize(BATCH_SIZE)
                        .withValidation(setting.data().valid())
                        .withCallbacks(oneCycleScheduler(steps, MAX_RATE)));
    }
}
