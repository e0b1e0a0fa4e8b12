package io.nacre.file;

import io.nacre.data.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way from a description to a record; see {@link RecordCodec}. */
final class RecordDecoder {
    private final List<RecordForm> forms;
    private final List<Class<?>> enums;
    private final Harmless harmless;
    private final Special special;

    RecordDecoder(List<RecordForm> forms, List<Class<?>> enums, Harmless harmless, Special special) {
        this.special = special;
        this.forms = forms;
        this.enums = enums;
        this.harmless = harmless;
    }

    /** Makes a value of this type. */
    Object decode(Type type, Object given) {
        Object value = NestedNumbers.plain(given);
        return switch (type) {
            case ParameterizedType generic
            when generic.getRawType() == Optional.class ->
                value == None.NONE ? Optional.empty() : Optional.of(decode(generic.getActualTypeArguments()[0], value));
            case ParameterizedType generic
            when generic.getRawType() == List.class -> list(generic.getActualTypeArguments()[0], value);
            case Class<?> array when array.isArray() -> array(array.getComponentType(), value);
            case Class<?> raw -> single(raw, value);
            default -> throw new IllegalStateException("a component of type " + type + " has no counterpart in Keras");
        };
    }

    private List<Object> list(Type type, Object value) {
        List<Object> items = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            items.add(decode(type, item));
        }
        return List.copyOf(items);
    }

    private Object array(Class<?> type, Object value) {
        List<Object> items = list(type, value);
        Object array = Array.newInstance(type, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }

    private Object single(Class<?> type, Object value) {
        if (type == boolean.class || type == Boolean.class) {
            return of(Boolean.class, "true or false", value);
        }
        if (type == String.class) {
            return of(String.class, "a string", value);
        }
        if (type == Tensor.class) {
            return NestedNumbers.tensor(value);
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return number(type, value);
        }
        return type.isEnum() ? constant(type, value) : object(type, value);
    }

    private static <T> T of(Class<T> type, String expected, Object value) {
        if (!type.isInstance(value)) {
            throw new UnsupportedConfigException("should be " + expected + ", but is " + PlainValue.brief(value));
        }
        return type.cast(value);
    }

    private static Object number(Class<?> type, Object value) {
        return switch (value) {
            case List<?> list when list.size() == 1 -> number(type, list.getFirst());
            case Config seeds
            when seeds.className().equals("SeedGenerator") ->
                number(type, seeds.values().getOrDefault("seed", None.NONE));
            case Number number -> {
                double real = number.doubleValue();
                boolean whole = number instanceof Long || real == Math.rint(real) && Math.abs(real) <= 1L << 53;
                if (type == double.class || type == Double.class) {
                    yield real;
                }
                if (type == float.class || type == Float.class) {
                    yield (float) real;
                }
                if (whole && (type == long.class || type == Long.class)) {
                    yield number.longValue();
                }
                if (whole && number.longValue() == number.intValue() && (type == int.class || type == Integer.class)) {
                    yield number.intValue();
                }
                throw new UnsupportedConfigException(
                        "should be a whole number of type " + type.getSimpleName() + ", but is " + number);
            }
            default -> throw new UnsupportedConfigException("should be a number, but is " + PlainValue.brief(value));
        };
    }

    private static Object constant(Class<?> type, Object value) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            if (RecordForm.means((Enum<?>) constant, value == None.NONE ? "none" : value)) {
                return constant;
            }
            names.add(RecordForm.plain((Enum<?>) constant).toString());
        }
        throw new UnsupportedConfigException(
                PlainValue.brief(value) + " is not supported; supported are " + String.join(", ", names));
    }

    private Object object(Class<?> type, Object value) {
        return switch (value) {
            case Config config -> record(type, config);
            case String text -> text(type, text);
            case Map<?, ?> entries
            when KerasFunction.of(entries).orElse(null) instanceof KerasFunction function -> function(type, function);
            default ->
                forms.stream()
                        .filter(form -> form.written() == WrittenAs.Form.VALUE && type.isAssignableFrom(form.type()))
                        .findFirst()
                        .map(form -> form.make(List.of(decode(form.components()[0].getGenericType(), value))))
                        .orElseThrow(
                                () -> new UnsupportedConfigException(PlainValue.brief(value) + " is not supported"));
        };
    }

    /** A function of Keras's own means what its name does; files hold no other function's code. */
    private Object function(Class<?> type, KerasFunction function) {
        if (function.isKeras()) {
            Optional<Object> known = meaning(type, function.name());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return special.named().stream()
                .filter(own -> type.isInstance(own) && RecordForm.nameOf(own).equals(Optional.of(function.name())))
                .<Object>map(own -> own)
                .findFirst()
                .orElseThrow(() -> unknown(type, function.name()));
    }

    /** The form of this type that a text names, if one does. */
    private Optional<RecordForm> form(Class<?> type, String text) {
        return forms.stream()
                .filter(form ->
                        type.isAssignableFrom(form.type()) && form.texts().contains(text))
                .findFirst();
    }

    /** What a text is read as where something of this type is wanted, if it is the name of a class. */
    Optional<Object> meaning(Class<?> type, String text) {
        return form(type, text).flatMap(form -> plain(form, text));
    }

    private Object text(Class<?> type, String text) {
        Optional<RecordForm> named = form(type, text);
        if (named.isPresent()) {
            return plain(named.get(), text)
                    .orElseThrow(() -> new UnsupportedConfigException(
                            "'" + text + "' alone does not say enough; its values are needed"));
        }
        for (Record own : special.named()) {
            if (type.isInstance(own) && RecordForm.nameOf(own).equals(Optional.of(text))) {
                return own;
            }
        }
        for (Class<?> constants : enums) {
            for (Object constant : type.isAssignableFrom(constants) ? constants.getEnumConstants() : new Object[0]) {
                if (RecordForm.means((Enum<?>) constant, text)) {
                    return constant;
                }
            }
        }
        throw unknown(type, text);
    }

    private UnsupportedConfigException unknown(Class<?> type, String text) {
        String name = PlainValue.brief(text);
        boolean custom = forms.stream()
                .anyMatch(form -> type.isAssignableFrom(form.type()) && form.written() == WrittenAs.Form.NAME);
        return new UnsupportedConfigException("'" + name + "' is not supported"
                + (custom
                        ? "; if it is one of your own, give it when you load, as in Model.load(file, custom(\"" + name
                                + "\", z -> ...))"
                        : ""));
    }

    /**
     * The record that a text stands for: all values at their defaults, but its name, if it has one, is the text, as
     * Keras names metrics.
     */
    private Optional<Object> plain(RecordForm form, String text) {
        Record meant = special.texts().get(text);
        if (meant != null) {
            return form.type().isInstance(meant) ? Optional.of(meant) : Optional.empty();
        }
        Map<String, Object> values = form.isNamed() ? Map.of(RecordForm.NAME, text) : Map.of();
        try {
            return Optional.of(make(form, new Config(Optional.empty(), form.className(), Optional.empty(), values)));
        } catch (UnsupportedConfigException e) {
            return Optional.empty();
        }
    }

    private Object record(Class<?> type, Config config) {
        for (RecordForm form : forms) {
            if (type.isAssignableFrom(form.type()) && form.className().equals(config.className())) {
                return make(form, config);
            }
        }
        for (var wrapper : special.wrappers().entrySet()) {
            if (type.isAssignableFrom(wrapper.getValue())) {
                for (RecordForm form : forms) {
                    if (wrapper.getKey().isAssignableFrom(form.type())
                            && form.className().equals(config.className())) {
                        return new RecordForm("", wrapper.getValue()).make(List.of(make(form, config)));
                    }
                }
            }
        }
        String name = PlainValue.brief(config.className());
        boolean own = config.registeredName()
                .filter(registered -> registered.contains(">"))
                .isPresent();
        throw new UnsupportedConfigException("class " + name + " is not supported"
                + (own
                        ? "; it was registered by its author; if you have it as a record, give that when you load, as"
                                + " in Model.load(file, CustomObjects.ofTypes(" + name + ".class))"
                        : ""));
    }

    private Object make(RecordForm form, Config config) {
        List<String> problems = new ArrayList<>();
        Set<String> unused = new HashSet<>(config.values().keySet());
        Parts parts = parts(form, "", config, unused, problems);
        config.values().forEach((key, value) -> {
            if (unused.contains(key) && !harmless.allows(key, value)) {
                problems.add(key + " = " + PlainValue.brief(value) + " is not supported by " + form.className());
            }
        });
        if (!problems.isEmpty()) {
            throw new UnsupportedConfigException(problems);
        }
        try {
            return parts.make(Optional.empty());
        } catch (UnsupportedConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UnsupportedConfigException(form.className() + ": " + e.getMessage());
        }
    }

    private Parts parts(RecordForm form, String prefix, Config config, Set<String> unused, List<String> problems) {
        List<Optional<Object>> given = new ArrayList<>();
        List<Optional<Parts>> flattened = new ArrayList<>();
        for (RecordComponent component : form.components()) {
            if (RecordForm.isFlattened(component)) {
                RecordForm inner = new RecordForm("", component.getType());
                String begin = prefix + RecordForm.prefix(component);
                given.add(Optional.empty());
                flattened.add(Optional.of(parts(inner, begin, config, unused, problems)));
                continue;
            }
            String key = RecordForm.keyIn(config.values().keySet(), prefix, component);
            unused.remove(key);
            given.add(config.values().containsKey(key) ? value(component, key, config, problems) : Optional.empty());
            flattened.add(Optional.empty());
        }
        return new Parts(form, given, flattened);
    }

    private Optional<Object> value(RecordComponent component, String key, Config config, List<String> problems) {
        Object value = config.values().getOrDefault(key, None.NONE);
        if (value == None.NONE && isLeftOut(component, key)) {
            return Optional.empty();
        }
        if (value == None.NONE && component.getType() == boolean.class) {
            return Optional.of(false); // as Python takes it
        }
        try {
            return Optional.of(decode(component.getGenericType(), value));
        } catch (UnsupportedConfigException e) {
            problems.addAll(e.in(key).problems());
            return Optional.empty();
        }
    }

    /** Whether Keras makes its default of None, as of an initializer; None for a number or an axis is another value. */
    private static boolean isLeftOut(RecordComponent component, String key) {
        Class<?> type = component.getType();
        boolean plain = type.isPrimitive() || type.isEnum() || type == List.class || type == String.class;
        return type != Optional.class && (!plain || key.equals("epsilon"));
    }

    /**
     * What a file says of a record.
     *
     * @param given for each component its value, if the file has it
     * @param flattened for each component that is flattened what the file says of that
     */
    private record Parts(RecordForm form, List<Optional<Object>> given, List<Optional<Parts>> flattened) {
        /** The record; what the file lacks is as in {@code otherwise}, or as the factory {@code of} makes it. */
        Object make(Optional<Object> otherwise) {
            Optional<Object> defaults = otherwise.or(
                    () -> given.stream().allMatch(Optional::isPresent) ? Optional.empty() : form.defaults(given));
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                RecordComponent component = form.components()[i];
                Optional<Object> value = given.get(i);
                Optional<Object> standard = defaults.map(instance -> RecordForm.value(component, instance));
                values.add(flattened
                        .get(i)
                        .map(parts -> parts.make(standard))
                        .or(() -> value)
                        .or(() -> standard)
                        .or(() -> component.getType() == Optional.class
                                ? Optional.of(Optional.empty())
                                : Optional.empty())
                        .orElseThrow(() -> new UnsupportedConfigException(
                                form.className() + " lacks its value " + RecordForm.key(component))));
            }
            return form.make(values);
        }
    }
}
