package io.nacre.parity;

import io.nacre.Replay;
import io.nacre.file.Config;
import io.nacre.schedule.ExponentialDecay;
import io.nacre.schedule.OneCycle;
import io.nacre.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Learning rates, step by step; those of Keras, and those that the chapter writes itself. */
final class ScheduleCases implements Cases {
    @Override
    public String group() {
        return "schedules";
    }

    @Override
    public double tolerance() {
        return 1e-6;
    }

    @Override
    public void run(Case c, Report report) {
        Schedule schedule = schedule(c);
        List<Long> steps = new ArrayList<>();
        if (c.has("steps")) {
            c.get("steps").forEach(step -> steps.add(step.longValue()));
        } else {
            for (long step = 0; step < c.get("values").size(); step++) {
                steps.add(step);
            }
        }
        long end = c.has("iterations") ? c.get("iterations").longValue() : Long.MAX_VALUE;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) <= end) {
                float theirs = Case.number(c.get("values").get(i));
                report.compareTo(scale(c), "rate of step " + steps.get(i), theirs, (float) schedule.at(steps.get(i)));
            }
        }
    }

    /**
     * What errors are relative to: the rate itself, however small; but at the foot of a cosine, where float32 loses the
     * digits of {@code 1 + cos}, the highest rate.
     */
    private static double scale(Case c) {
        if (!c.has("class") || !c.get("class").asString().startsWith("Cosine")) {
            return Float.MIN_NORMAL;
        }
        JsonNode config = c.get("config");
        double top = config.get("initial_learning_rate").doubleValue();
        return config.hasNonNull("warmup_target")
                ? Math.max(top, config.get("warmup_target").doubleValue())
                : top;
    }

    private static Schedule schedule(Case c) {
        if (c.has("class")) {
            String json = "{\"class_name\": " + c.get("class") + ", \"config\": " + c.get("config") + "}";
            return Replay.codec().decode(Schedule.class, Config.parse(json));
        }
        if (c.has("max_lr")) {
            // Past its end the chapter's code goes on to negative rates; ours stays at the last one.
            return OneCycle.of(c.get("iterations").longValue(), number(c, "max_lr"))
                    .withStartLearningRate(number(c, "start_lr"))
                    .withLastSteps(c.get("last_iterations").longValue(), number(c, "last_lr"));
        }
        return ExponentialDecay.of(number(c, "lr0"), c.get("s").longValue(), 0.1);
    }

    private static double number(Case c, String field) {
        JsonNode number = c.get(field);
        return number.doubleValue();
    }
}
