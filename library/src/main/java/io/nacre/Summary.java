package io.nacre;

import io.nacre.SummaryTable.Align;
import io.nacre.SummaryTable.Column;
import io.nacre.SummaryTable.Overflow;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.pruning.Magnitudes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model as a table: its layers, the shapes of their results, how many numbers they own, and, if it is not a mere
 * chain, what each takes; as Keras prints it, with a column more for sparsity where kernels have zeros.
 */
final class Summary {
    private static final Column NAME = new Column("Layer (type)", 33, Align.LEFT, Overflow.FOLD);
    private static final Column SHAPE = new Column("Output Shape", 24, Align.LEFT, Overflow.FOLD);
    private static final Column PARAMS = new Column("Param #", 15, Align.RIGHT, Overflow.GROW);
    private static final Column CONNECTED = new Column("Connected to", 19, Align.LEFT, Overflow.CUT);
    private static final Column TRAINABLE = new Column("Trainable", 11, Align.CENTER, Overflow.GROW);
    private static final Column SPARSITY = new Column("Sparsity", 10, Align.RIGHT, Overflow.GROW);

    /** The share of zeros that is worth a column, if a layer has it. */
    private static final double SOME = 0.005;

    private static final int BYTES = 4;

    /** The width of Keras's tables where there is no terminal. */
    static final int WIDTH = 80;

    private final Net net;
    private final Optional<Compiled> compiled;
    private final List<LayerHandle> layers;
    private final List<Column> columns;
    private final int width;

    private Summary(Net net, Optional<Compiled> compiled, List<LayerHandle> layers, boolean trainable, int width) {
        this.net = net;
        this.compiled = compiled;
        this.layers = layers;
        this.width = width;
        List<Column> usual;
        if (net.network().isSequential()) {
            usual = trainable
                    ? List.of(NAME.wide(29), SHAPE.wide(23), PARAMS.wide(12), TRAINABLE)
                    : List.of(NAME, SHAPE, PARAMS);
        } else {
            usual = trainable
                    ? List.of(NAME.wide(19), SHAPE.wide(17), PARAMS.wide(11), CONNECTED.wide(16), TRAINABLE)
                    : List.of(NAME.wide(21), SHAPE.wide(19), PARAMS.wide(12), CONNECTED);
        }
        boolean sparse = layers.stream().anyMatch(layer -> sparsity(layer) >= SOME);
        columns = sparse ? withSparsity(usual) : usual;
    }

    /** The columns with one for sparsity, for which names and shapes make room. */
    private static List<Column> withSparsity(List<Column> usual) {
        List<Column> columns = new ArrayList<>(usual);
        int room = SPARSITY.width() + 1;
        columns.set(0, usual.get(0).wide(usual.get(0).width() - room / 2));
        columns.set(1, usual.get(1).wide(usual.get(1).width() - (room - room / 2)));
        columns.add(SPARSITY);
        return columns;
    }

    /** The share of zeros in a layer's kernels. */
    private static double sparsity(LayerHandle layer) {
        long all = 0;
        double zeros = 0;
        for (LayerState state : layer.states()) {
            for (Variable kernel : Pruning.kernels(state)) {
                all += kernel.count();
                zeros += Magnitudes.sparsity(kernel.values()) * kernel.count();
            }
        }
        return all == 0 ? 0 : zeros / all;
    }

    private static String sparsityText(LayerHandle layer) {
        boolean none =
                layer.states().stream().allMatch(state -> Pruning.kernels(state).isEmpty());
        return none ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * sparsity(layer));
    }

    /** The table, as wide as this if it can be, and the totals. */
    static String of(Net net, Optional<Compiled> compiled, List<LayerHandle> layers, boolean trainable, int width) {
        return new Summary(net, compiled, layers, trainable, width).text();
    }

    private String text() {
        List<List<List<String>>> rows = new ArrayList<>();
        Map<String, List<String>> connections = connections(net.network());
        for (LayerHandle layer : layers) {
            List<Variable> weights = layer.variables();
            List<Shape> shapes = shapes(layer);
            rows.add(cells(
                    layer,
                    shapes.isEmpty()
                            ? "?"
                            : shapes.stream().map(Shape::toString).collect(Collectors.joining(", ")),
                    shapes.isEmpty() ? "0 (unbuilt)" : number(count(weights)),
                    connections.getOrDefault(layer.name(), List.of("-")),
                    weights.isEmpty() ? "-" : layer.states().stream().noneMatch(net.weights()::trains) ? "N" : "Y"));
        }
        StringBuilder text = new StringBuilder();
        text.append("Model: \"").append(net.name()).append("\"\n");
        new SummaryTable(columns, rows, width).print(text);
        totals(text);
        return text.toString();
    }

    /** The paragraphs of each cell of a row. */
    private List<List<String>> cells(
            LayerHandle layer, String shapes, String params, List<String> connected, String trained) {
        List<List<String>> cells = new ArrayList<>();
        for (Column column : columns) {
            cells.add(
                    switch (column.header()) {
                        case "Layer (type)" -> List.of(layer.name(), "(" + PartNames.typeName(layer.part()) + ")");
                        case "Output Shape" -> List.of(shapes);
                        case "Param #" -> List.of(params);
                        case "Connected to" -> connected;
                        case "Sparsity" -> List.of(sparsityText(layer));
                        default -> List.of(trained);
                    });
        }
        return cells;
    }

    /**
     * What the calls of each part take, as {@code flatten[0][0]}: the part that it comes from, which of that part's
     * calls, and which of its results.
     */
    private static Map<String, List<String>> connections(Network network) {
        List<String> values = new ArrayList<>();
        network.inputs().forEach(input -> values.add(input + "[0][0]"));
        Map<String, List<String>> connections = new HashMap<>();
        Map<String, Integer> calls = new HashMap<>();
        for (Network.Call call : network.calls()) {
            List<String> taken = connections.computeIfAbsent(call.part(), part -> new ArrayList<>());
            for (int argument : call.arguments()) {
                if (!taken.isEmpty()) {
                    taken.set(taken.size() - 1, taken.getLast() + ",");
                }
                taken.add(values.get(argument));
            }
            int number = calls.merge(call.part(), 1, Integer::sum) - 1;
            for (int result = 0; result < Network.results(network.part(call.part())); result++) {
                values.add(call.part() + "[" + number + "][" + result + "]");
            }
        }
        return connections;
    }

    /** The shapes of a layer's results; of a layer that another model has built, those that it has there. */
    private List<Shape> shapes(LayerHandle layer) {
        Network network = net.network();
        if (network.inputs().contains(layer.name()) && !network.isSequential()) {
            return List.of(network.inputShapes().get(network.inputs().indexOf(layer.name())));
        }
        if (network.isBuilt()) {
            return network.resultShapes(layer.name());
        }
        return switch (layer.part()) {
            case LayerState state -> state.resultShape().stream().toList();
            case Network nested -> nested.isBuilt() ? nested.outputShapes() : List.of();
        };
    }

    private void totals(StringBuilder text) {
        long trainable = 0;
        long other = 0;
        for (Weights.Weight weight : net.weights().all()) {
            if (weight.isTrainable()) {
                trainable += weight.variable().count();
            } else {
                other += weight.variable().count();
            }
        }
        long optimizer =
                compiled.filter(_ -> net.isBuilt()).map(this::optimizerParams).orElse(0L);
        total(text, "Total", trainable + other + optimizer);
        total(text, "Trainable", trainable);
        total(text, "Non-trainable", other);
        if (optimizer > 0) {
            total(text, "Optimizer", optimizer);
        }
    }

    private long optimizerParams(Compiled compiled) {
        net.programs().prepareSlots(compiled);
        return count(List.copyOf(compiled.slots().values())) + OptimizerFiles.scalars(compiled);
    }

    private static long count(List<Variable> variables) {
        return variables.stream().mapToLong(Variable::count).sum();
    }

    private static void total(StringBuilder text, String what, long count) {
        text.append(String.format(Locale.ROOT, " %s params: %s (%s)%n", what, number(count), size(count * BYTES)));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String size(long bytes) {
        double size = bytes;
        for (String unit : List.of("B", "KB", "MB", "GB")) {
            if (size < 1024) {
                return String.format(Locale.ROOT, "%.2f %s", size, unit);
            }
            size /= 1024;
        }
        return String.format(Locale.ROOT, "%.2f TB", size);
    }
}
