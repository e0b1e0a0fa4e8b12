package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model as a table: its layers, the shapes of their results, and how many numbers they own; as Keras prints it. */
final class Summary {
    private static final List<String> HEADER = List.of("Layer (type)", "Output Shape", "Param #", "Trai…");
    private static final int[] WIDTHS = {33, 24, 15};
    private static final int[] WIDTHS_WITH_TRAINABLE = {29, 23, 12, 7};
    private static final int BYTES = 4;

    private final Model model;
    private final int[] widths;

    private Summary(Model model, boolean trainable) {
        this.model = model;
        this.widths = trainable ? WIDTHS_WITH_TRAINABLE : WIDTHS;
    }

    /** The table and the totals. */
    static String of(Model model, boolean trainable) {
        return new Summary(model, trainable).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("Model: \"").append(model.name()).append("\"\n");
        text.append(rule('┏', '━', '┳', '┓'));
        text.append(row('┃', HEADER.subList(0, widths.length)));
        text.append(rule('┡', '━', '╇', '┩'));
        boolean first = true;
        for (LayerHandle layer : model.layers()) {
            if (!first) {
                text.append(rule('├', '─', '┼', '┤'));
            }
            first = false;
            List<List<String>> cells = cells(layer);
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

    private List<List<String>> cells(LayerHandle layer) {
        String type = "(" + LayerNames.typeName(layer.part()) + ")";
        int room = widths[0] - 2;
        String both = layer.name() + " " + type;
        List<String> name = new ArrayList<>();
        if (both.length() <= room) {
            name.add(both);
        } else {
            name.addAll(folded(layer.name(), room));
            name.addAll(folded(type, room));
        }
        List<Variable> weights = layer.variables();
        long count = count(weights);
        List<List<String>> cells = new ArrayList<>(List.of(
                name, folded(shapes(layer), widths[1] - 2), List.of(model.isBuilt() ? number(count) : "0 (unbuilt)")));
        if (widths.length > HEADER.size() - 1) {
            cells.add(List.of(weights.isEmpty() ? "-" : layer.isFrozen() ? "N" : "Y"));
        }
        return cells;
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
        return IntStream.of(widths)
                .mapToObj(width -> String.valueOf(line).repeat(width))
                .collect(Collectors.joining(String.valueOf(middle), String.valueOf(left), right + "\n"));
    }

    private String row(char bar, List<String> cells) {
        StringBuilder row = new StringBuilder().append(bar);
        for (int i = 0; i < widths.length; i++) {
            int room = widths[i] - 2;
            int gap = room - cells.get(i).length();
            int before = i == 2 ? gap : i == 3 ? gap / 2 : 0;
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
