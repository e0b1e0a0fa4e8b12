package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.pruning.Magnitudes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model as a table: its layers, the shapes of their results, how many numbers they own, and, if it is not a mere chain,
 * what each takes; as Keras prints it, with a column more for sparsity where kernels have zeros.
 */
final class Summary {
    private static final Column NAME = new Column("Layer (type)", 33, Align.LEFT);
    private static final Column SHAPE = new Column("Output Shape", 24, Align.LEFT);
    private static final Column PARAMS = new Column("Param #", 15, Align.RIGHT);
    private static final Column CONNECTED = new Column("Connected to", 19, Align.LEFT);
    private static final Column TRAINABLE = new Column("Trai…", 7, Align.CENTER);
    private static final Column SPARSITY = new Column("Sparsity", 10, Align.RIGHT);

    /** The share of zeros that is worth a column, if a layer has it. */
    private static final double SOME = 0.005;

    private static final int BYTES = 4;

    private final Model model;
    private final List<Column> columns;

    private enum Align {
        LEFT,
        RIGHT,
        CENTER
    }

    private record Column(String header, int width, Align align) {
        Column wide(int width) {
            return new Column(header, width, align);
        }

        int room() {
            return width - 2;
        }
    }

    private Summary(Model model, boolean trainable) {
        this.model = model;
        List<Column> usual;
        if (model.network().isSequential()) {
            usual = trainable
                    ? List.of(NAME.wide(29), SHAPE.wide(23), PARAMS.wide(12), TRAINABLE)
                    : List.of(NAME, SHAPE, PARAMS);
        } else {
            usual = trainable
                    ? List.of(NAME.wide(19), SHAPE.wide(17), PARAMS.wide(11), CONNECTED.wide(16), TRAINABLE)
                    : List.of(NAME.wide(21), SHAPE.wide(19), PARAMS.wide(12), CONNECTED);
        }
        boolean sparse = model.layers().stream().anyMatch(layer -> sparsity(layer) >= SOME);
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

    /** The table and the totals. */
    static String of(Model model, boolean trainable) {
        return new Summary(model, trainable).text();
    }

    private String text() {
        List<List<List<String>>> rows = new ArrayList<>();
        Network network = model.network();
        Map<String, List<String>> connections = connections(network);
        if (!network.isSequential()) {
            for (int i = 0; i < network.inputs().size(); i++) {
                String shape = model.isBuilt() ? network.inputShapes().get(i).toString() : "?";
                rows.add(cells(network.inputs().get(i), "InputLayer", shape, "0", List.of("-"), "-", "-"));
            }
        }
        for (LayerHandle layer : model.layers()) {
            List<Variable> weights = layer.variables();
            rows.add(cells(
                    layer.name(),
                    LayerNames.typeName(layer.part()),
                    shapes(layer),
                    model.isBuilt() ? number(count(weights)) : "0 (unbuilt)",
                    connections.getOrDefault(layer.name(), List.of()),
                    weights.isEmpty() ? "-" : layer.states().stream().noneMatch(model.weights()::trains) ? "N" : "Y",
                    sparsityText(layer)));
        }
        StringBuilder text = new StringBuilder();
        text.append("Model: \"").append(model.name()).append("\"\n");
        text.append(rule('┏', '━', '┳', '┓'));
        text.append(row('┃', columns.stream().map(Column::header).toList()));
        text.append(rule('┡', '━', '╇', '┩'));
        for (List<List<String>> cells : rows) {
            if (cells != rows.get(0)) {
                text.append(rule('├', '─', '┼', '┤'));
            }
            int lines = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int line = 0; line < lines; line++) {
                int current = line;
                text.append(row(
                        '│',
                        cells.stream()
                                .map(cell -> current < cell.size() ? cell.get(current) : "")
                                .toList()));
            }
        }
        text.append(rule('└', '─', '┴', '┘'));
        totals(text);
        return text.toString();
    }

    /** The lines of each cell of a row. */
    private List<List<String>> cells(
            String name,
            String type,
            String shapes,
            String params,
            List<String> connected,
            String trained,
            String sparsity) {
        List<List<String>> cells = new ArrayList<>();
        for (Column column : columns) {
            cells.add(
                    switch (column.header()) {
                        case "Layer (type)" -> names(name, "(" + type + ")", column.room());
                        case "Output Shape" -> folded(shapes, column.room());
                        case "Param #" -> List.of(params);
                        case "Connected to" ->
                            connected.stream()
                                    .map(item -> cut(item, column.room()))
                                    .toList();
                        case "Sparsity" -> List.of(sparsity);
                        default -> List.of(trained);
                    });
        }
        return cells;
    }

    private static List<String> names(String name, String type, int room) {
        String both = name + " " + type;
        if (both.length() <= room) {
            return List.of(both);
        }
        List<String> lines = new ArrayList<>(folded(name, room));
        lines.addAll(folded(type, room));
        return lines;
    }

    private static String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, room - 1) + "…";
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

    private String shapes(LayerHandle layer) {
        return model.isBuilt()
                ? model.network().resultShapes(layer.name()).stream()
                        .map(Shape::toString)
                        .collect(Collectors.joining(", "))
                : "?";
    }

    private static List<String> folded(String text, int room) {
        return IntStream.rangeClosed(0, (text.length() - 1) / room)
                .mapToObj(i -> text.substring(i * room, Math.min(text.length(), (i + 1) * room)))
                .toList();
    }

    private void totals(StringBuilder text) {
        long trainable = 0;
        long other = 0;
        for (Weights.Weight weight : model.weights().all()) {
            if (weight.isTrainable()) {
                trainable += weight.variable().count();
            } else {
                other += weight.variable().count();
            }
        }
        long optimizer = model.compiled()
                .filter(compiled -> model.isBuilt())
                .map(this::optimizerParams)
                .orElse(0L);
        total(text, "Total", trainable + other + optimizer);
        total(text, "Trainable", trainable);
        total(text, "Non-trainable", other);
        if (optimizer > 0) {
            total(text, "Optimizer", optimizer);
        }
    }

    private long optimizerParams(Compiled compiled) {
        model.programs().prepareSlots(compiled);
        return count(List.copyOf(compiled.slots().values())) + ModelFiles.scalars(compiled);
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

    private String rule(char left, char line, char middle, char right) {
        return columns.stream()
                .map(column -> String.valueOf(line).repeat(column.width()))
                .collect(Collectors.joining(String.valueOf(middle), String.valueOf(left), right + "\n"));
    }

    private String row(char bar, List<String> cells) {
        StringBuilder row = new StringBuilder().append(bar);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int gap = column.room() - cells.get(i).length();
            int before = switch (column.align()) {
                case LEFT -> 0;
                case RIGHT -> gap;
                case CENTER -> gap / 2;
            };
            row.append(' ')
                    .repeat(' ', before)
                    .append(cells.get(i))
                    .repeat(' ', gap - before)
                    .append(' ')
                    .append(bar);
        }
        return row.append('\n').toString();
    }
}
