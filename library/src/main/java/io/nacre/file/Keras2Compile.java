package io.nacre.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns how Keras 2 said that a model was compiled into the way of Keras 3, which stays as it is. */
final class Keras2Compile {
    private static final String DECAY = "decay";
    private static final String RATE = "learning_rate";
    private static final String OLD_RATE = "lr";
    private static final String INNER = "inner_optimizer";
    private static final String NADAM = "Nadam";

    /** Nadam's own decay, of its momentum, which Keras 3 has as a constant. */
    private static final double NADAM_DECAY = 0.004;

    /** Keras 2 and 3 read names of optimizers in any case. */
    private static final List<String> OPTIMIZERS =
            List.of("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", NADAM, "Ftrl", "Lion");

    private Keras2Compile() {}

    /** The model, compiled as Keras 3 would write it. */
    static SavedModel modern(SavedModel model) {
        return model.isOfKeras2()
                ? model.withCompile(
                        modern(model.compile(), model.network().outputs().size()))
                : model;
    }

    private static Map<String, Object> modern(Map<String, Object> given, int outputs) {
        Map<String, Object> compile = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            switch (name) {
                case "optimizer" -> compile.put(name, value instanceof Config config ? optimizer(config) : value);
                case "metrics", "weighted_metrics" -> compile.put(name, metrics(value, outputs));
                default -> compile.put(name, value);
            }
        });
        return compile;
    }

    /** Metrics that stand in one list are those of each of several outputs. */
    private static Object metrics(Object value, int outputs) {
        return outputs > 1
                        && value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().noneMatch(item -> item instanceof List<?> || item == None.NONE)
                ? Collections.nCopies(outputs, list)
                : value;
    }

    private static Config optimizer(Config given) {
        String plain = given.className().substring(given.className().lastIndexOf('>') + 1);
        String className =
                OPTIMIZERS.stream().filter(plain::equalsIgnoreCase).findFirst().orElse(given.className());
        Map<String, Object> values = new LinkedHashMap<>();
        given.values().forEach((name, value) -> {
            if (!name.equals("jit_compile") && !name.equals("is_legacy_optimizer")) {
                values.put(name.equals(OLD_RATE) ? RATE : name, name.equals(RATE) ? value : decimal(value));
            }
        });
        if (plain.startsWith("LossScaleOptimizer")) {
            Object inner = values.getOrDefault(INNER, values.getOrDefault("optimizer", None.NONE));
            values.remove("optimizer");
            values.put(INNER, inner instanceof Config config ? optimizer(config) : inner);
            className = "LossScaleOptimizer";
        }
        if (className.equals(NADAM)) {
            List.of(DECAY, "schedule_decay").forEach(name -> values.remove(name, NADAM_DECAY));
        }
        decay(values);
        return new Config(given.module(), className, given.registeredName(), values);
    }

    /** A number that Keras 2 kept in float32 as the decimal that was meant: 0.9 for 0.8999999761581421. */
    private static Object decimal(Object value) {
        return value instanceof Double number && (float) (double) number == number
                ? (Object) Double.valueOf(Float.toString((float) (double) number))
                : value;
    }

    /** The rate of Keras 2 with a decay, {@code rate / (1 + decay * step)}, is a schedule in Keras 3. */
    private static void decay(Map<String, Object> values) {
        if (values.get(DECAY) instanceof Number decay
                && values.get(RATE) instanceof Number rate
                && decay.doubleValue() > 0) {
            values.remove(DECAY);
            Map<String, Object> schedule = new LinkedHashMap<>();
            schedule.put("initial_learning_rate", decimal(rate));
            schedule.put("decay_steps", 1);
            schedule.put("decay_rate", decay);
            values.put(
                    RATE, new Config(Optional.empty(), "InverseTimeDecay", Optional.empty(), PlainValue.map(schedule)));
        }
        values.remove(DECAY, 0.0);
        values.remove(DECAY, 0L);
    }
}
