package io.nacre.parity;

import io.nacre.callback.Callback;
import io.nacre.callback.EarlyStopping;
import io.nacre.callback.Mode;
import io.nacre.callback.PlayedTraining;
import io.nacre.callback.ReduceLrOnPlateau;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;

/** What early stopping and reduce on plateau decide, epoch by epoch, for given validation losses. */
final class CallbackCases implements Cases {
    @Override
    public String group() {
        return "callbacks";
    }

    @Override
    public double tolerance() {
        return 1e-6;
    }

    @Override
    public void run(Case c, Report report) {
        List<Double> values = new ArrayList<>();
        c.get("val_loss").forEach(value -> values.add(value.isString() ? Case.number(value) : value.doubleValue()));
        double rate = c.has("initial_lr") ? c.get("initial_lr").doubleValue() : 0.01;
        PlayedTraining training = new PlayedTraining(values.size(), rate);
        List<Integer> waited = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        switch (c.get("class").asString()) {
            case "EarlyStopping" -> {
                EarlyStopping stopping = earlyStopping(c);
                play(training, stopping, values, stopping::waited, waited, rates);
                compare(c, report, stopping, training, waited.size() - 1);
            }
            case "ReduceLROnPlateau" -> {
                ReduceLrOnPlateau reduce = reduce(c);
                play(training, reduce, values, reduce::waited, waited, rates);
            }
            default -> throw new AssertionError("no callback " + c.get("class"));
        }
        report.same("wait after each epoch", ints(c.get("wait_after_epoch")), waited);
        if (c.has("lr_after_epoch")) {
            report.same("epochs", c.get("lr_after_epoch").size(), rates.size());
            for (int i = 0; i < rates.size(); i++) {
                float theirs = Case.number(c.get("lr_after_epoch").get(i));
                report.compareTo(
                        Float.MIN_NORMAL,
                        "rate after epoch " + i,
                        theirs,
                        rates.get(i).floatValue());
            }
        }
    }

    private static void play(
            PlayedTraining training,
            Callback callback,
            List<Double> values,
            IntSupplier wait,
            List<Integer> waited,
            List<Double> rates) {
        training.play(callback, values, () -> {
            waited.add(wait.getAsInt());
            rates.add(training.learningRate());
        });
    }

    private static void compare(Case c, Report report, EarlyStopping stopping, PlayedTraining training, int last) {
        report.same("stopped", c.has("stop_after_epoch_index"), training.isStopped());
        if (training.isStopped()) {
            report.same("last epoch", c.get("stop_after_epoch_index").intValue(), last);
        }
        report.same(
                "stopped epoch",
                c.get("stopped_epoch").intValue(),
                stopping.stoppedEpoch().orElse(0));
        report.same("best epoch", c.get("best_epoch_index").intValue(), stopping.bestEpoch());
        report.same("a best value", c.has("best"), stopping.best().isPresent());
        stopping.best().ifPresent(best -> report.same("best", Case.number(c.get("best")), (float) best));
        report.same(
                "weights are those of epoch",
                c.get("weights_epoch_number_at_end").intValue(),
                (int) training.weight());
    }

    private static EarlyStopping earlyStopping(Case c) {
        EarlyStopping stopping = EarlyStopping.of("val_loss");
        for (Map.Entry<String, JsonNode> argument : c.get("args").properties()) {
            JsonNode value = argument.getValue();
            stopping = switch (argument.getKey()) {
                case "monitor" -> stopping;
                case "patience" -> stopping.withPatience(value.intValue());
                case "min_delta" -> stopping.withMinDelta(value.doubleValue());
                case "mode" -> value.asString().equals("auto") ? stopping : stopping.withMode(mode(value));
                case "baseline" -> value.isNull() ? stopping : stopping.withBaseline(value.doubleValue());
                case "restore_best_weights" -> value.booleanValue() ? stopping.withRestoreBestWeights() : stopping;
                case "start_from_epoch" -> stopping.withStartFromEpoch(value.intValue());
                default -> throw new AssertionError("no argument " + argument.getKey());
            };
        }
        return stopping;
    }

    private static ReduceLrOnPlateau reduce(Case c) {
        ReduceLrOnPlateau reduce = ReduceLrOnPlateau.of("val_loss");
        for (Map.Entry<String, JsonNode> argument : c.get("args").properties()) {
            JsonNode value = argument.getValue();
            reduce = switch (argument.getKey()) {
                case "monitor" -> reduce;
                case "factor" -> reduce.withFactor(value.doubleValue());
                case "patience" -> reduce.withPatience(value.intValue());
                case "min_delta" -> reduce.withMinDelta(value.doubleValue());
                case "mode" -> value.asString().equals("auto") ? reduce : reduce.withMode(mode(value));
                case "cooldown" -> reduce.withCooldown(value.intValue());
                case "min_lr" -> reduce.withMinLearningRate(value.doubleValue());
                default -> throw new AssertionError("no argument " + argument.getKey());
            };
        }
        return reduce;
    }

    private static Mode mode(JsonNode value) {
        return Mode.valueOf(value.asString().toUpperCase(Locale.ROOT));
    }

    private static List<Integer> ints(JsonNode list) {
        List<Integer> ints = new ArrayList<>();
        list.forEach(item -> ints.add(item.intValue()));
        return ints;
    }
}
