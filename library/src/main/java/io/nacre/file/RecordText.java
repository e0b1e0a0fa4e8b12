package io.nacre.file;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Prints a configuration as a person would write it: {@code Dense(units=100, activation=Relu)}. */
public final class RecordText {
    private RecordText() {}

    /**
     * Returns the name of the record's class, and in parentheses the components that are not at their defaults, as its
     * factory {@code of} makes them; without defaults, all that is not empty.
     */
    public static String of(Record instance) {
        List<String> parts = new ArrayList<>();
        List<Optional<Object>> values = Arrays.stream(instance.getClass().getRecordComponents())
                .map(component -> Optional.of(RecordForm.value(component, instance)))
                .toList();
        RecordForm form = new RecordForm("", instance.getClass());
        gather(instance, form.defaults(values), form.required(), "", parts);
        String name = instance.getClass().getSimpleName();
        return parts.isEmpty() ? name : name + "(" + String.join(", ", parts) + ")";
    }

    /** Adds the components that must be given, and those that differ from the defaults, flattened ones among them. */
    private static void gather(
            Record instance, Optional<Object> defaults, int required, String prefix, List<String> parts) {
        RecordComponent[] components = instance.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Object value = RecordForm.value(component, instance);
            Optional<Object> usual = defaults.map(record -> RecordForm.value(component, record));
            if (i >= required && usual.filter(value::equals).isPresent()) {
                continue;
            }
            if (value instanceof Record inner && RecordForm.isFlattened(component)) {
                gather(inner, usual, 0, RecordForm.prefix(component).isEmpty() ? "" : component.getName(), parts);
                continue;
            }
            String text = text(value);
            if (!text.isEmpty()) {
                parts.add(named(prefix, component.getName()) + "=" + text);
            }
        }
    }

    private static String named(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** A value's text; none if there is no value. */
    private static String text(Object value) {
        return switch (value) {
            case Optional<?> some -> some.map(RecordText::text).orElse("");
            case OptionalInt some -> some.isPresent() ? Integer.toString(some.getAsInt()) : "";
            case OptionalLong some -> some.isPresent() ? Long.toString(some.getAsLong()) : "";
            case OptionalDouble some -> some.isPresent() ? Double.toString(some.getAsDouble()) : "";
            case List<?> items ->
                items.stream()
                        .map(item -> item.equals(Optional.empty()) ? "None" : text(item))
                        .collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map when map.isEmpty() -> "";
            case Record record -> text(record);
            case Object function when function.getClass().isHidden() -> "";
            default -> Objects.toString(value);
        };
    }

    private static String text(Record record) {
        try {
            // Some are written as the only value that they have, as a constant rate is.
            return new RecordForm("", record.getClass()).written() == WrittenAs.Form.VALUE
                    ? text(RecordForm.value(record.getClass().getRecordComponents()[0], record))
                    : of(record);
        } catch (IllegalArgumentException e) { // a record of yours whose module lets nobody look into it
            return record.toString();
        }
    }
}
