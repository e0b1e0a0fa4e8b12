package io.nacre.book.optimizer;

import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adagrad;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.adamW;
import static io.nacre.optimizer.Optimizers.adamax;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.rmsprop;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.book.training.ClothesNet;
import io.nacre.book.training.Histories;
import io.nacre.optimizer.Optimizer;
import io.nacre.optimizer.Options;
import io.nacre.plot.Axis;
import io.nacre.plot.Legend;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The same net from the same first weights, trained by each of the chapter's optimizers. */
public final class OptimizerComparison implements Program {
    /**
     * An optimizer and what it reached elsewhere.
     *
     * @param published the chapter's validation accuracy; empty if it prints none
     * @param keras validation accuracy of Keras 3.16
     */
    private record Contender(String name, Optimizer optimizer, List<Double> published, List<Double> keras) {
        /**
         * Of PyTorch 1.13 with epsilon 1e-7, He and Glorot weights, batches of 32; after the last epoch, seeds 1 to 3.
         */
        String elsewhere() {
            return name.startsWith("Adam") ? "; PyTorch's Adam ends at 0.876, 0.881 and 0.884 from three seeds" : "";
        }
    }

    private record Result(History history, double testAccuracy) {}

    private static final double RATE = 0.001;

    private static final List<Contender> CONTENDERS = List.of(
            new Contender("SGD", sgd(RATE), List.of(), List.of(0.834)),
            new Contender("momentum", sgd(RATE).withMomentum(0.9), List.of(0.867), List.of(0.870)),
            new Contender("Nesterov", sgd(RATE).withMomentum(0.9).withNesterov(), List.of(0.871), List.of(0.870)),
            new Contender("AdaGrad", adagrad(RATE), List.of(0.842), List.of(0.840)),
            new Contender("RMSProp", rmsprop(RATE).withRho(0.9), List.of(0.864), List.of(0.868)),
            new Contender("Adam", adam(RATE).withBeta1(0.9).withBeta2(0.999), List.of(0.870), List.of(0.868)),
            new Contender("AdaMax", adamax(RATE), List.of(0.878), List.of(0.875)),
            new Contender("Nadam", nadam(RATE), List.of(0.874), List.of(0.877)),
            new Contender(
                    "AdamW",
                    adamW(RATE).withOptions(Options.of().withWeightDecay(1e-5)),
                    List.of(0.870),
                    List.of(0.868)));

    @Override
    public String name() {
        return "optimizers";
    }

    @Override
    public String title() {
        return "Nine optimizers on the same net";
    }

    @Override
    public void run(Setting setting, Page page) {
        Map<Contender, List<Result>> results = setting.eachSeed(CONTENDERS, (contender, seed) -> {
            page.progress(contender.name() + ", seed " + seed + " of " + setting.seeds());
            return train(contender.optimizer(), setting, seed);
        });
        Map<String, Histories> histories = new LinkedHashMap<>();
        results.forEach((contender, runs) -> histories.put(
                contender.name(),
                new Histories(runs.stream().map(Result::history).toList())));

        page.paragraph("Three hidden layers of 100 ReLU units learn for 10 epochs at the rate 0.001:");
        List<List<String>> rows = new ArrayList<>();
        results.forEach((contender, runs) -> rows.add(List.of(
                contender.name(),
                of(contender.name(), histories).last("loss").toString(),
                of(contender.name(), histories).last("val_loss").toString(),
                Spread.of(runs.stream().map(Result::testAccuracy).toList()).toString())));
        page.table(List.of("optimizer", "training loss", "validation loss", "test accuracy"), rows);

        page.figure("optimizers_loss_plot", plot("Training loss", "loss", "loss", histories));
        page.figure("optimizers_accuracy_plot", plot("Validation accuracy", "accuracy", "val_accuracy", histories));
        for (Contender contender : CONTENDERS) {
            Histories ours = of(contender.name(), histories);
            page.outcome(Outcome.of(
                    contender.name() + ", 10 epochs",
                    "val accuracy",
                    contender.published(),
                    contender.keras(),
                    ours.last("val_accuracy"),
                    "at a rate that stays high it changes from epoch to epoch; the last five are "
                            + ours.range(5, "val_accuracy")
                            + contender.elsewhere()));
        }
        boolean same = of("Adam", histories)
                .last("val_loss")
                .equals(of("AdamW", histories).last("val_loss"));
        page.paragraph("The decay that the chapter gives AdamW, 0.00001, "
                + (same ? "changes nothing: " : "should change nothing, but does: ")
                + "times the rate it is 1e-8, and 1 - 1e-8 is 1 in float32. At this rate only decays from"
                + " 0.00006 on have an effect.");
    }

    private static Result train(Optimizer optimizer, Setting setting, long seed) {
        Sequential model = ClothesNet.of(seed);
        model.compile(optimizer, sparseCategoricalCrossentropy(), accuracy());
        History history = model.fit(
                setting.data().train(),
                Fit.epochs(setting.scaled(10)).withValidation(setting.data().valid()));
        return new Result(history, model.evaluate(setting.data().test()).getOrDefault("accuracy", Double.NaN));
    }

    private static LinePlot plot(String title, String axis, String metric, Map<String, Histories> histories) {
        LinePlot plot = LinePlot.of(title)
                .withXAxis(Axis.of("epoch").withWholeNumbers())
                .withYAxis(Axis.of(axis))
                .withLegend(Legend.BELOW)
                .withSize(6.4, 5.4);
        for (Map.Entry<String, Histories> entry : histories.entrySet()) {
            plot = plot.withLine(entry.getValue().line(entry.getKey(), metric));
        }
        return plot;
    }

    private static Histories of(String name, Map<String, Histories> histories) {
        return Objects.requireNonNull(histories.get(name), name);
    }
}
