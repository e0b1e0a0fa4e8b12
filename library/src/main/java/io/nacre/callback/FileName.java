package io.nacre.callback;

import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file name with fields such as {@code {epoch:02d}} or {@code {val_loss:.4f}}, in Python's notation as in Keras. */
record FileName(String pattern) {
    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)(?::([0-9.]*[dfeg]))?\\}");
    static final String BATCH = "batch";
    private static final String EPOCH = "epoch";

    FileName {
        String rest = FIELD.matcher(pattern).replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException("the file name " + pattern
                    + " has a field that cannot be read; fields look" + " like {epoch}, {epoch:02d} or {val_loss:.4f}");
        }
    }

    /** Whether each epoch gives another name. */
    boolean hasFields() {
        return FIELD.matcher(pattern).find();
    }

    /** The values that the name asks for, but that are not among these. */
    List<String> missing(Set<String> known) {
        return FIELD.matcher(pattern)
                .results()
                .map(field -> field.group(1))
                .filter(name -> !name.equals(EPOCH) && !known.contains(name))
                .distinct()
                .toList();
    }

    /**
     * The name for an epoch.
     *
     * @param epoch from 1, as it is shown to people
     */
    String at(int epoch, Map<String, Double> logs) {
        return FIELD.matcher(pattern)
                .replaceAll(field -> Matcher.quoteReplacement(text(field.group(1), field.group(2), epoch, logs)));
    }

    private String text(String name, String format, int epoch, Map<String, Double> logs) {
        if (name.equals(EPOCH)) {
            return format(format == null ? "d" : format, epoch);
        }
        Double value = logs.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the file name " + pattern + " asks for " + name
                    + ", which this run does not log; it logs epoch, " + String.join(", ", logs.keySet()));
        }
        if (name.equals(BATCH)) {
            return format(format == null ? "d" : format, value.intValue());
        }
        return format == null ? value.toString() : format(format, value);
    }

    private String format(String format, Number value) {
        try {
            return String.format(Locale.ROOT, "%" + format, value);
        } catch (IllegalFormatException e) {
            throw new IllegalArgumentException(
                    "the file name " + pattern + " asks for the format " + format + ", which does not go with " + value,
                    e);
        }
    }
}
