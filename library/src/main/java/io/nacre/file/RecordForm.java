package io.nacre.file;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How one class of records is described in Keras's words. */
final class RecordForm {
    /** Keras's name for the component by which an object is named. */
    static final String NAME = "name";

    private final Class<?> type;
    private final String className;
    private final String module;
    private final WrittenAs.Form written;
    private final Class<?> kind;
    private final List<String> texts;
    private final List<String> keras;
    private final RecordComponent[] components;
    private final Constructor<?> constructor;

    RecordForm(String module, Class<?> type) {
        this.type = type;
        KerasName name = type.getAnnotation(KerasName.class);
        className = name == null || name.value().isEmpty() ? type.getSimpleName() : name.value();
        this.module = name == null || name.module().isEmpty() ? module : name.module();
        kind = annotated(type).orElse(type);
        written = kind.getAnnotation(WrittenAs.class) instanceof WrittenAs own ? own.value() : WrittenAs.Form.OBJECT;
        components = type.getRecordComponents();
        Set<String> texts = new LinkedHashSet<>();
        if (name != null) {
            texts.addAll(List.of(name.aliases()));
        }
        if (!isNamed()) {
            texts.add(Names.snakeCase(type.getSimpleName()));
        }
        texts.add(Names.snakeCase(className));
        texts.add(className);
        keras = List.copyOf(texts);
        texts.add(Names.snakeCase(type.getSimpleName()));
        if (name != null) {
            texts.addAll(List.of(name.onlyRead()));
        }
        this.texts = List.copyOf(texts);
        constructor = canonical(type, components);
        if (written == WrittenAs.Form.VALUE && components.length != 1) {
            throw new IllegalArgumentException(
                    type.getName() + " is written as its value, so it has one component, but has " + components.length);
        }
    }

    /** The class, or the interface of it, that says how its records are written. */
    private static Optional<Class<?>> annotated(Class<?> type) {
        return type.isAnnotationPresent(WrittenAs.class)
                ? Optional.of(type)
                : Arrays.stream(type.getInterfaces())
                        .flatMap(parent -> annotated(parent).stream())
                        .findFirst();
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return accessible(type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type.getName() + " has no canonical constructor", e);
        }
    }

    private static <A extends AccessibleObject> A accessible(A member) {
        if (!member.trySetAccessible()) {
            throw new IllegalArgumentException(member + " cannot be called from here; make it public in a package that"
                    + " its module exports, or open the package to io.nacre");
        }
        return member;
    }

    Class<?> type() {
        return type;
    }

    /** Keras's name for the class. */
    String className() {
        return className;
    }

    String module() {
        return module;
    }

    WrittenAs.Form written() {
        return written;
    }

    /** The interface whose records share the names that texts give, such as that of metrics. */
    Class<?> kind() {
        return kind;
    }

    /** The texts that are read as this class with all values at their defaults. */
    List<String> texts() {
        return texts;
    }

    /** Those of the texts that Keras understands; the first is the one to write unless the record has a name. */
    List<String> kerasTexts() {
        return keras;
    }

    RecordComponent[] components() {
        return components.clone();
    }

    /** Whether the records have a name of their own. */
    boolean isNamed() {
        return Arrays.stream(components).anyMatch(RecordForm::isName);
    }

    private static boolean isName(RecordComponent component) {
        return component.getType() == String.class && key(component).equals(NAME);
    }

    /** The name that a record has of its own. */
    static Optional<String> nameOf(Record instance) {
        return Arrays.stream(instance.getClass().getRecordComponents())
                .filter(RecordForm::isName)
                .findFirst()
                .map(component -> (String) value(component, instance));
    }

    /** Keras's name for a constant, or the boolean that stands for it. */
    static Object plain(Enum<?> constant) {
        String name = keras(constant)
                .map(KerasName::value)
                .filter(own -> !own.isEmpty())
                .orElseGet(() -> constant.name().toLowerCase(Locale.ROOT));
        return name.equals("true") || name.equals("false") ? (Object) Boolean.valueOf(name) : name;
    }

    /** Whether a value in a file stands for a constant. */
    static boolean means(Enum<?> constant, Object value) {
        return plain(constant).equals(value)
                || keras(constant)
                        .filter(own -> List.of(own.onlyRead()).contains(value))
                        .isPresent();
    }

    private static Optional<KerasName> keras(Enum<?> constant) {
        try {
            return Optional.ofNullable(
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(KerasName.class));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name under which a component stands in these values: Keras's, or one that is only read. */
    static String keyIn(Set<String> names, String prefix, RecordComponent component) {
        String key = prefix + key(component);
        KerasName name = component.getAnnotation(KerasName.class);
        return name == null || names.contains(key)
                ? key
                : Arrays.stream(name.onlyRead())
                        .map(other -> prefix + other)
                        .filter(names::contains)
                        .findFirst()
                        .orElse(key);
    }

    /** Keras's name for a component. */
    static String key(RecordComponent component) {
        KerasName name = component.getAnnotation(KerasName.class);
        return name == null || name.value().isEmpty()
                ? component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)
                : name.value();
    }

    /** Whether the values of a component stand among those of the record that it belongs to. */
    static boolean isFlattened(RecordComponent component) {
        return component.isAnnotationPresent(Flattened.class);
    }

    /** Whether Keras's description has no place for a component. */
    static boolean isUnwritten(RecordComponent component) {
        return component.isAnnotationPresent(Unwritten.class);
    }

    /** What the names of a flattened component's values begin with, after what those of its record begin with. */
    static String prefix(RecordComponent component) {
        return component.getAnnotation(Flattened.class).prefixed() ? key(component) + "_" : "";
    }

    /** The value of a component. */
    static Object value(RecordComponent component, Object instance) {
        return call(() -> accessible(component.getAccessor()).invoke(instance));
    }

    /** Makes a record of the values of all its components. */
    Object make(List<Object> values) {
        return call(() -> constructor.newInstance(values.toArray()));
    }

    /**
     * A record that has the given values and is otherwise as its factory {@code of} makes it.
     *
     * <p>The parameters of that factory are the first components, which must be given; of several factories the one
     * with the fewest parameters counts.
     *
     * @param values the values of the components, nothing for those that are not given
     * @return nothing if there is no such factory, or values that it needs are not given
     */
    Optional<Object> defaults(List<Optional<Object>> values) {
        return factory()
                .filter(factory ->
                        values.stream().limit(factory.getParameterCount()).allMatch(Optional::isPresent))
                .map(factory -> call(() -> accessible(factory)
                        .invoke(
                                null,
                                values.stream()
                                        .limit(factory.getParameterCount())
                                        .map(Optional::orElseThrow)
                                        .toArray())));
    }

    /** How many of the first components have no default; all if there is no factory {@code of}. */
    int required() {
        return factory().map(Method::getParameterCount).orElse(components.length);
    }

    private Optional<Method> factory() {
        List<Method> factories = new ArrayList<>(Arrays.asList(type.getDeclaredMethods()));
        factories.removeIf(method -> !isFactory(method));
        return factories.stream().min(Comparator.comparingInt(Method::getParameterCount));
    }

    private boolean isFactory(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean leading = parameters.length <= components.length;
        for (int i = 0; leading && i < parameters.length; i++) {
            leading = parameters[i] == components[i].getType();
        }
        return leading
                && method.getName().equals("of")
                && Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == type;
    }

    private static Object call(Call call) {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A reflective call. */
    private interface Call {
        Object call() throws ReflectiveOperationException;
    }
}
