package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.None;
import io.nacre.file.SavedArray;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.schedule.Constant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives optimizers' states to files, and those of files to optimizers. A state is taken as a whole, and only if it is
 * that of the same kind of optimizer with the same settings, the rate aside, for the same trained weights, or for all
 * weights where layers were frozen after the model was compiled.
 */
final class OptimizerFiles {
    private static final System.Logger LOG = System.getLogger("io.nacre");
    private static final String RATE = "learning_rate";
    private static final Set<String> NO_SETTINGS = Set.of(RATE, "name");

    private OptimizerFiles() {}

    /** The optimizer's variables, in Keras's order. */
    static List<SavedArray> variables(Compiled compiled) {
        List<SavedArray> variables = new ArrayList<>();
        variables.add(SavedArray.whole("iteration", compiled.iterations()));
        if (compiled.optimizer().learningRate() instanceof Constant) {
            variables.add(SavedArray.of(RATE, Shape.SCALAR, (float) compiled.learningRate()));
        }
        compiled.slots().forEach((path, slot) -> variables.add(SavedArray.of(path, slot.shape(), slot.values())));
        return variables;
    }

    /** How many single numbers stand before the slots: the steps made, and the rate unless it is a schedule. */
    static int scalars(Compiled compiled) {
        return compiled.optimizer().learningRate() instanceof Constant ? 2 : 1;
    }

    /**
     * A description of an optimizer as Keras wrote it, with a rate that is a float32 number as the decimal that was
     * meant: 0.01 for 0.009999999776482582.
     */
    static Object withShortRate(Object described) {
        return described instanceof Config config
                        && config.value(RATE).orElse(None.NONE) instanceof Double rate
                        && (float) (double) rate == rate
                ? config.withValue(RATE, decimal((float) (double) rate))
                : described;
    }

    private static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }

    /**
     * Takes the state of a file that the model and its optimizer were read from, with the rate; warns if it does not
     * fit.
     */
    static void restoreWithRate(Net net, Compiled compiled, SavedModel saved, String where) {
        Optional<String> problem =
                saved.optimizer().isEmpty() ? Optional.empty() : new Restoring(net, compiled, saved).take();
        problem.ifPresentOrElse(
                why -> warn(where, why, compiled), () -> rate(saved).ifPresent(rate -> setRate(compiled, rate)));
    }

    /**
     * Takes the state of a file into an optimizer that was compiled, and whose rate stays; warns if it does not fit.
     */
    static void restore(Net net, Compiled compiled, SavedModel saved, String where) {
        problem(net, compiled, saved).ifPresent(why -> warn(where, why, compiled));
    }

    /** Takes the state of a file, or says why it does not fit. */
    static Optional<String> problem(Net net, Compiled compiled, SavedModel saved) {
        if (saved.optimizer().isEmpty()) {
            return Optional.empty();
        }
        return otherKind(compiled, saved.compile().get("optimizer"))
                .or(() -> new Restoring(net, compiled, saved).take());
    }

    private static void warn(String where, String why, Compiled compiled) {
        LOG.log(
                System.Logger.Level.WARNING,
                where + ": the optimizer's state in it is left out, since " + why + "; "
                        + Registry.CODEC.encode((Record) compiled.optimizer()).className()
                        + " goes on with the state it has. Weights are read");
    }

    private static Optional<Float> rate(SavedModel saved) {
        List<SavedArray> arrays = saved.isOfKeras2() ? Keras2State.scalars(saved.optimizer()) : saved.optimizer();
        return arrays.size() > 1
                        && arrays.get(1).shape().equals(Shape.SCALAR)
                        && !arrays.get(1).whole()
                ? Optional.of(arrays.get(1).values()[0])
                : Optional.empty();
    }

    private static void setRate(Compiled compiled, float rate) {
        if (compiled.optimizer().learningRate() instanceof Constant(double given) && (float) given != rate) {
            compiled.overrideRate(OptionalDouble.of(decimal(rate)));
        }
    }

    /** Why a file's optimizer is another than the compiled one, if it is. */
    private static Optional<String> otherKind(Compiled compiled, @Nullable Object described) {
        Config own = Registry.CODEC.encode((Record) compiled.optimizer());
        return switch (described) {
            case Config config
            when !config.className().equals(own.className()) ->
                Optional.of(
                        "it is that of " + config.className() + ", but the model is compiled with " + own.className());
            case Config config -> {
                List<String> others = own.values().keySet().stream()
                        .filter(name ->
                                !NO_SETTINGS.contains(name) && config.values().containsKey(name))
                        .filter(name ->
                                !isSame(own.values().get(name), config.values().get(name)))
                        .map(name -> name + " " + config.values().get(name) + " there, "
                                + own.values().get(name) + " here")
                        .toList();
                yield Optional.of("it is that of " + own.className() + " with other settings: "
                                + String.join(", ", others))
                        .filter(_ -> !others.isEmpty());
            }
            case String name when name.equalsIgnoreCase(own.className()) -> Optional.empty();
            case String name ->
                Optional.of(
                        "it is that of an optimizer '" + name + "', but the model is compiled with " + own.className());
            case null, default -> Optional.of("the file does not say of which optimizer it is");
        };
    }

    private static boolean isSame(@Nullable Object own, @Nullable Object other) {
        return own instanceof Number one && other instanceof Number two
                ? one.doubleValue() == two.doubleValue()
                : Objects.equals(own, other);
    }

    /** One state that is compared with an optimizer's, and taken if it fits. */
    private record Restoring(Net net, Compiled compiled, SavedModel saved) {
        Optional<String> take() {
            if (!compiled.frozen().equals(net.weights().frozen())) {
                return Optional.of("layers were frozen or unfrozen since the model was compiled");
            }
            List<SavedArray> arrays = saved.optimizer();
            net.programs().prepareSlots(compiled);
            List<String> needed = order(net.weights().trainable());
            if (saved.isOfKeras2()) {
                return Keras2State.modern(
                                saved.optimizer(), trainedInOrder(net.weights().trainable()), needed)
                        .map(modern -> new Restoring(
                                        net,
                                        compiled,
                                        saved.withOptimizer(modern).withMetadata(Map.of()))
                                .take())
                        .orElseGet(() -> Optional.of("Keras 2 wrote it, and the names in it do not tell for sure which"
                                + " weights its arrays belong to"));
            }
            List<String> order = fits(needed) ? needed : order(net.weights().learned());
            order = fits(order) ? order : needed;
            int before = arrays.size() - order.size();
            if (before != 1 && before != 2) {
                if (arrays.size() > 2) {
                    return Optional.of("it has " + arrays.size() + " arrays, but for the weights that are trained "
                            + (order.size() + scalars(compiled)) + " are needed");
                }
                before = arrays.size(); // it had not trained yet
            }
            List<SavedArray> held = arrays.subList(before, arrays.size());
            Set<String> names = new HashSet<>();
            held.forEach(array -> names.add(array.name()));
            boolean named = isOfThisModel(names);
            if (named && !names.equals(Set.copyOf(order))) {
                return Optional.of("other weights were trained when it was saved");
            }
            Map<Variable, SavedArray> slots = new LinkedHashMap<>();
            for (int i = 0; i < held.size(); i++) {
                SavedArray array = held.get(i);
                String name = named ? array.name() : order.get(i);
                Variable slot = compiled.slots().get(name);
                if (slot == null) {
                    continue; // that of a weight that was frozen after the model was compiled
                }
                if (!slot.shape().equals(array.shape())) {
                    return Optional.of(
                            "its array for " + name + " has shape " + array.shape() + " instead of " + slot.shape());
                }
                slots.put(slot, array);
            }
            SavedArray steps = arrays.getFirst();
            compiled.iterations(steps.whole() ? steps.exact() : (long) steps.values()[0]);
            slots.forEach((slot, array) -> slot.assign(array.values()));
            return Optional.empty();
        }

        /** Whether these are names that Nacre gives to slots, of weights that this model has. */
        private boolean isOfThisModel(Set<String> names) {
            List<String> paths = net.weights().all().stream()
                    .map(weight -> weight.path() + "/")
                    .toList();
            return names.stream().anyMatch(name -> name.contains("/"))
                    && names.stream()
                            .allMatch(name ->
                                    !name.contains("/") || paths.stream().anyMatch(path -> name.startsWith(path)));
        }

        /** Whether the file has these slots, with or without a rate before them. */
        private boolean fits(List<String> order) {
            int before = saved.optimizer().size() - order.size();
            return before == 1 || before == 2;
        }

        /** The names of the slots for these weights in the file's order, which is that of its layers. */
        private List<String> order(List<Weights.Weight> weights) {
            List<Weights.Weight> trained = trainedInOrder(weights);
            Compiled like = new Compiled(compiled.optimizer(), List.of(), List.of(), Set.of());
            net.programs().prepareSlots(like, trained);
            return List.copyOf(like.slots().keySet());
        }

        /** The weights in the order of the file's layers. */
        private List<Weights.Weight> trainedInOrder(List<Weights.Weight> weights) {
            List<String> layers = new ArrayList<>();
            gather(saved.network(), "", layers);
            return weights.stream()
                    .sorted(Comparator.comparingInt(weight -> layers.indexOf(weight.layer())))
                    .toList();
        }

        private static void gather(SavedNetwork network, String above, List<String> layers) {
            for (SavedLayer layer : network.layers()) {
                layers.add(above + layer.name());
                if (layer.content() instanceof SavedNetwork nested) {
                    gather(nested, above + layer.name() + "/", layers);
                }
            }
        }
    }
}
