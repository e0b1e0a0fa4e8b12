package io.nacre.book.schedule;

import static io.nacre.callback.Callbacks.learningRateScheduler;
import static io.nacre.callback.Callbacks.reduceLrOnPlateau;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.schedule.Schedules.cosine;
import static io.nacre.schedule.Schedules.inverseTime;
import static io.nacre.schedule.Schedules.polynomial;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.training.ClothesNet;
import io.nacre.book.training.Histories;
import io.nacre.callback.Callback;
import io.nacre.optimizer.Sgd;
import io.nacre.plot.Axis;
import io.nacre.plot.Legend;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The same net from the same first weights, trained with each of the chapter's schedules. */
public final class ScheduleComparison implements Program {
    private static final String PERFORMANCE = "performance";

    /**
     * A schedule: of the optimizer for each step, or a callback's for each epoch.
     *
     * @param callbacks new ones for each training, as they remember what they saw
     * @param publishedAfter the epochs after which the chapter's accuracy is printed
     * @param published that accuracy; empty if it prints none
     */
    private record Contender(
            String name,
            Sgd optimizer,
            Supplier<List<Callback>> callbacks,
            int publishedAfter,
            List<Double> published) {}

    @Override
    public String name() {
        return "schedules";
    }

    @Override
    public String title() {
        return "Learning-rate schedules on the same net";
    }

    private static List<Contender> contenders(long stepsOfEpoch) {
        return List.of(
                new Contender("constant rate", sgd(0.01), List::of, 25, List.of()),
                new Contender("power", sgd(inverseTime(0.01, 10_000, 1)), List::of, 10, List.of(0.871)),
                new Contender(
                        "exponential",
                        sgd(0.01),
                        () -> List.of(learningRateScheduler(epoch -> 0.01 * Math.pow(0.1, epoch / 20.0))),
                        10,
                        List.of(0.866)),
                new Contender(
                        "piecewise constant",
                        sgd(0.01),
                        () -> List.of(learningRateScheduler(epoch -> epoch < 5 ? 0.01 : epoch < 15 ? 0.005 : 0.001)),
                        10,
                        List.of(0.872)),
                new Contender(
                        PERFORMANCE,
                        sgd(0.01),
                        () -> List.of(reduceLrOnPlateau().withFactor(0.5).withPatience(5)),
                        25,
                        List.of(0.887)),
                new Contender(
                        "polynomial", sgd(polynomial(0.01, Epochs.COUNT * stepsOfEpoch)), List::of, 25, List.of()),
                new Contender("cosine", sgd(cosine(0.01, Epochs.COUNT * stepsOfEpoch)), List::of, 25, List.of()));
    }

    @Override
    public void run(Setting setting, Page page) {
        List<Contender> contenders =
                contenders(Math.ceilDiv(setting.data().train().size(), 32));
        Map<Contender, List<History>> results = setting.eachSeed(contenders, (contender, seed) -> {
            page.progress(contender.name() + ", seed " + seed + " of " + setting.seeds());
            return train(contender, setting, seed);
        });
        Map<String, Histories> histories = new LinkedHashMap<>();
        results.forEach((contender, runs) -> histories.put(contender.name(), new Histories(runs)));

        page.paragraph("Three hidden layers of 100 ReLU units learn for 25 epochs by SGD from the rate 0.01:");
        List<List<String>> rows = new ArrayList<>();
        histories.forEach((name, runs) -> rows.add(List.of(
                name,
                runs.last("loss").toString(),
                runs.last("val_loss").toString(),
                runs.after(10, "val_accuracy").toString(),
                runs.last("val_accuracy").toString())));
        page.table(
                List.of(
                        "schedule",
                        "training loss",
                        "validation loss",
                        "val accuracy, 10 epochs",
                        "val accuracy, 25 epochs"),
                rows);

        page.figure(
                "schedules_rate_plot", plot("Learning rates", Axis.of("learning rate"), "learning_rate", histories));
        page.figure("schedules_loss_plot", plot("Validation loss", Axis.of("loss"), "val_loss", histories));
        page.figure("performance_scheduling_plot", performance(results));
        page.paragraph(
                "Performance scheduling halves the rate when the validation loss has not fallen for 5 epochs; this is"
                        + " the first seed's training.");
        for (Contender contender : contenders) {
            page.outcome(Outcome.ofSingleRuns(
                    "SGD 0.01, " + contender.name() + ", " + contender.publishedAfter() + " epochs",
                    "val accuracy",
                    contender.published(),
                    List.of(),
                    of(contender.name(), histories).after(contender.publishedAfter(), "val_accuracy")));
        }
    }

    private static History train(Contender contender, Setting setting, long seed) {
        Sequential model = ClothesNet.of(seed);
        model.compile(contender.optimizer(), sparseCategoricalCrossentropy(), accuracy());
        return model.fit(
                setting.data().train(),
                Fit.epochs(setting.scaled(Epochs.COUNT))
                        .withValidation(setting.data().valid())
                        .withCallbacks(contender.callbacks().get().toArray(Callback[]::new)));
    }

    private static LinePlot plot(String title, Axis axis, String metric, Map<String, Histories> histories) {
        LinePlot plot = LinePlot.of(title)
                .withXAxis(Axis.of("epoch").withWholeNumbers())
                .withYAxis(axis)
                .withLegend(Legend.BELOW)
                .withSize(6.4, 5);
        for (Map.Entry<String, Histories> entry : histories.entrySet()) {
            Line line = entry.getValue().line(entry.getKey(), metric);
            // It is the constant rate, which must be seen below it, until the loss has stopped falling.
            plot = plot.withLine(entry.getKey().equals(PERFORMANCE) ? line.withStroke(Line.Stroke.DASHED) : line);
        }
        return plot;
    }

    /** The first seed's rate and validation loss, which decides on the rate. */
    private static LinePlot performance(Map<Contender, List<History>> results) {
        Histories first = results.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(PERFORMANCE))
                .map(entry -> new Histories(entry.getValue().subList(0, 1)))
                .findFirst()
                .orElseThrow();
        return LinePlot.of("Performance scheduling")
                .withXAxis(Axis.of("epoch").withWholeNumbers())
                .withYAxis(Axis.of("learning rate"))
                .withRightAxis(Axis.of("validation loss"))
                .withLegend(Legend.BELOW)
                .withLine(first.line("learning rate", "learning_rate").withPoints())
                .withLine(first.line("validation loss", "val_loss")
                        .withPoints()
                        .onRightAxis()
                        .withStroke(Line.Stroke.DASHED));
    }

    private static Histories of(String name, Map<String, Histories> histories) {
        return Objects.requireNonNull(histories.get(name), name);
    }
}
