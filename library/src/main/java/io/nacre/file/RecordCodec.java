package io.nacre.file;

import io.nacre.data.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Turns records into Keras's descriptions and back, by the names and types of their components.
 *
 * <p>A record becomes an object of the class that it is named after, with one value for each component: numbers,
 * booleans, strings, enums (lower case), lists, arrays of numbers, tensors, optional values ({@code null} when empty),
 * and records. {@link KerasName} and {@link WrittenAs} say where Keras differs. On the way back a value that the file
 * lacks is taken from what the record's factory {@code of} gives for the values that the file has, so that files of
 * older versions of Keras can be read.
 *
 * <p>Only the classes that were registered are ever made; no class is looked up by a name from a file.
 *
 * <pre>{@code
 * var codec = RecordCodec.of("keras.layers", List.of(Dense.class, Dropout.class))
 *         .with("keras.initializers", List.of(HeNormal.class, Zeros.class))
 *         .with("keras.activations", List.of(Relu.class));
 * Config config = codec.encode(Dense.of(10));
 * Layer layer = codec.decode(Layer.class, config);
 * }</pre>
 */
public final class RecordCodec {
    /** The module of what Keras does not have. */
    private static final String FOREIGN = "nacre";

    private final Map<Class<?>, RecordForm> forms;
    private final List<Class<?>> enums;
    private final Harmless harmless;
    private final Special special;
    private final Optional<String> ownPackage;
    private final RecordDecoder decoder;

    private RecordCodec(
            Map<Class<?>, RecordForm> forms,
            List<Class<?>> enums,
            Harmless harmless,
            Special special,
            Optional<String> ownPackage) {
        this.forms = forms;
        this.enums = enums;
        this.harmless = harmless;
        this.special = special;
        this.ownPackage = ownPackage;
        decoder = new RecordDecoder(List.copyOf(forms.values()), enums, harmless, special);
    }

    /** A codec for these records and enums of one of Keras's modules. */
    public static RecordCodec of(String module, List<? extends Class<?>> classes) {
        return new RecordCodec(Map.of(), List.of(), Harmless.KERAS, Special.NOTHING, Optional.empty())
                .with(module, classes);
    }

    /**
     * This codec with more classes.
     *
     * @param module the module that their descriptions name, such as {@code keras.layers}
     * @param classes records, and enums whose constants stand for their lower-case names
     * @throws IllegalArgumentException if one is neither, or was registered before
     */
    public RecordCodec with(String module, List<? extends Class<?>> classes) {
        Map<Class<?>, RecordForm> forms = new LinkedHashMap<>(this.forms);
        List<Class<?>> enums = new ArrayList<>(this.enums);
        for (Class<?> type : classes) {
            if (forms.containsKey(type) || enums.contains(type)) {
                throw new IllegalArgumentException(type.getName() + " is registered twice");
            }
            if (type.isRecord()) {
                forms.put(type, new RecordForm(module, type));
            } else if (type.isEnum()) {
                enums.add(type);
            } else {
                throw new IllegalArgumentException("only records and enums are registered, but was given " + type);
            }
        }
        return new RecordCodec(forms, List.copyOf(enums), harmless, special, ownPackage);
    }

    /**
     * This codec, which writes records of classes that are not registered too, under this package's name, as Keras
     * writes classes that its users registered. To be read they must be registered, by {@link #withOwn}.
     */
    public RecordCodec writingOwn(String ownPackage) {
        return new RecordCodec(forms, enums, harmless, special, Optional.of(ownPackage));
    }

    /**
     * This codec with records of the user's own.
     *
     * @throws IllegalArgumentException if one is no record, or has the name of another class
     */
    public RecordCodec withOwn(List<? extends Class<? extends Record>> classes) {
        for (Class<?> own : classes) {
            String name = new RecordForm("", own).className();
            for (RecordForm form : forms.values()) {
                if (form.className().equals(name)) {
                    throw new IllegalArgumentException("the name " + name + " of " + own.getName() + " already means "
                            + form.type().getName() + "; give the class another one, or @KerasName(\"...\")");
                }
            }
        }
        return with(ownPackage.orElse("custom"), classes);
    }

    /**
     * This codec, which passes over a value that a record has no component for.
     *
     * @param name Keras's name for the value
     * @param values the values that change nothing; none for any value
     */
    public RecordCodec ignoring(String name, Object... values) {
        return new RecordCodec(forms, enums, harmless.with(name, List.of(values)), special, ownPackage);
    }

    /**
     * This codec, which reads a text that is the name of one of these records as that record.
     *
     * @throws IllegalArgumentException if one has a name that already means something else
     */
    public RecordCodec knowing(List<? extends Record> named) {
        for (Record own : named) {
            String _ = requireOwnName(own);
        }
        return new RecordCodec(forms, enums, harmless, special.withNamed(named), ownPackage);
    }

    /**
     * This codec, to which a text means this record, and not the one of its class with all values at their defaults.
     */
    public RecordCodec reading(String text, Record record) {
        return new RecordCodec(forms, enums, harmless, special.withText(text, record), ownPackage);
    }

    /**
     * This codec, which puts a record of an interface that stands where something else is wanted into a wrapper, and
     * writes it without: Keras's layer {@code LeakyReLU} is an activation in a layer here.
     *
     * @param wrapper a record whose only component is of that interface
     */
    public RecordCodec wrapping(Class<?> inner, Class<? extends Record> wrapper) {
        return new RecordCodec(forms, enums, harmless, special.withWrapper(inner, wrapper), ownPackage);
    }

    /** This codec, which writes the one record as if it were the other, which means the same and is read instead. */
    public RecordCodec writing(Record record, Record as) {
        return new RecordCodec(forms, enums, harmless, special.withMeant(record, as), ownPackage);
    }

    /**
     * This codec, which writes such records under a module that Keras does not have, so that Keras refuses what it
     * would take for something else.
     */
    public RecordCodec foreign(Predicate<Record> unknownToKeras) {
        return new RecordCodec(forms, enums, harmless, special.withForeign(unknownToKeras), ownPackage);
    }

    /** The name of a record, which nothing else in the codec goes by. */
    private String requireOwnName(Record own) {
        String name = RecordForm.nameOf(own)
                .orElseThrow(() -> new IllegalArgumentException(own + " has no name to be known by"));
        for (RecordForm form : forms.values()) {
            if (form.written() == WrittenAs.Form.TEXT && form.texts().contains(name)) {
                throw new IllegalArgumentException("the name '" + name + "' already means "
                        + form.type().getSimpleName() + "; choose another one");
            }
        }
        return name;
    }

    /**
     * Describes a record.
     *
     * @throws IllegalArgumentException if the class of it, or of a record in it, is not registered
     */
    public Config encode(Record value) {
        Record meant = special.meant(value);
        RecordForm form = form(meant);
        Optional<Record> wrapped = special.wrapped(meant);
        if (wrapped.isPresent()
                && form(wrapped.get()).module().equals(form.module())
                && (plain(wrapped.get()) instanceof Config || special.texts().containsValue(wrapped.get()))) {
            return encode(wrapped.get());
        }
        Optional<String> registered = ownPackage.filter(form.module()::equals).map(own -> own + ">" + form.className());
        String module = special.isForeign(meant) ? FOREIGN : form.module();
        return new Config(Optional.of(module), form.className(), registered, values(meant, form, ""));
    }

    private Map<String, Object> values(Record value, RecordForm form, String prefix) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : form.components()) {
            if (RecordForm.isUnwritten(component)) {
                continue;
            }
            Object part = RecordForm.value(component, value);
            String key = prefix + RecordForm.key(component);
            if (RecordForm.isFlattened(component)) {
                RecordForm inner = new RecordForm("", component.getType());
                values.putAll(values((Record) part, inner, prefix + RecordForm.prefix(component)));
            } else if (component.isAnnotationPresent(WrittenAs.class)
                    && part instanceof List<?> items
                    && items.size() == 1) {
                values.put(key, plain(items.getFirst()));
            } else {
                values.put(key, plain(part));
            }
        }
        return values;
    }

    /**
     * Describes a value as it stands inside the configuration of something else: a record as an object, a text or a
     * single value, whichever Keras would write.
     */
    public Object encodeValue(Object value) {
        return plain(value);
    }

    private RecordForm form(Record value) {
        RecordForm form = forms.get(value.getClass());
        if (form != null) {
            return form;
        }
        return ownPackage
                .map(own -> new RecordForm(own, value.getClass()))
                .orElseThrow(() -> new IllegalArgumentException(
                        value + " cannot be saved: Keras has no counterpart that is known for "
                                + value.getClass().getName() + "; use one of Nacre's own, or register the class"));
    }

    private Object plain(Object value) {
        return switch (value) {
            case Record record -> plain(record);
            case Optional<?> optional -> optional.isPresent() ? plain(optional.get()) : None.NONE;
            case Enum<?> constant -> RecordForm.plain(constant);
            case List<?> items -> items.stream().map(this::plain).toList();
            case Tensor tensor -> NestedNumbers.of(tensor);
            case Float number -> Double.valueOf(number.toString());
            case Integer number -> number.longValue();
            case Long _, Double _, Boolean _, String _ -> value;
            case Object array
            when array.getClass().isArray() -> {
                List<Object> items = new ArrayList<>();
                for (int i = 0; i < Array.getLength(array); i++) {
                    items.add(plain(Array.get(array, i)));
                }
                yield items;
            }
            default ->
                throw new IllegalArgumentException(value + " cannot be saved: "
                        + value.getClass().getName()
                        + " is not a record, so what it was made with is not known; make it a record, or give it"
                        + " a name with Activations.custom, Constraints.custom or Schedules.custom");
        };
    }

    private Object plain(Record value) {
        Record record = special.meant(value);
        RecordForm form = form(record);
        return switch (form.written()) {
            case OBJECT -> encode(record);
            case VALUE -> plain(RecordForm.value(form.components()[0], record));
            case NAME -> KerasFunction.custom(requireOwnName(record)).value();
            case TEXT -> text(form, record).<Object>map(text -> text).orElseGet(() -> encode(record));
        };
    }

    /** A text that Keras understands and that is read as just this record, if there is one. */
    private Optional<String> text(RecordForm form, Record record) {
        List<String> texts =
                form.isNamed() ? form.kerasTexts() : form.kerasTexts().subList(0, 1);
        return texts.stream()
                .filter(text -> decoder.meaning(form.kind(), text)
                        .filter(record::equals)
                        .isPresent())
                .findFirst();
    }

    /**
     * Makes what a description describes.
     *
     * @param type the class or interface that it must be of
     * @param described a {@link Config}, or a text or a value where these stand for an object
     * @throws UnsupportedConfigException if something in it is not supported; it names everything that is not
     */
    public <T> T decode(Class<T> type, Object described) {
        return type.cast(decoder.decode(type, described));
    }

    /**
     * Makes all layers of a network and of those nested in it, by their paths, such as {@code encoder/dense}.
     * {@code InputLayer}s are left out: they are places, not layers.
     *
     * @param type the interface of layers
     * @throws UnsupportedConfigException if something is not supported; it names everything that is not, and the layers
     */
    public <T> Map<String, T> decodeLayers(Class<T> type, SavedNetwork network) {
        return decodeLayers(type, network, _ -> Optional.empty());
    }

    /**
     * Makes all layers of a network, some of which another reader makes.
     *
     * @param other gives what a layer's description and calls stand for, or nothing if this codec is to make it; it
     *     throws {@link IllegalArgumentException} for what is not supported
     * @throws UnsupportedConfigException if something is not supported; it names everything that is not, and the layers
     */
    public <T> Map<String, T> decodeLayers(
            Class<T> type, SavedNetwork network, Function<SavedLayer, ? extends Optional<? extends T>> other) {
        Map<String, T> layers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        decodeLayers(type, network, "", other, layers, problems);
        if (!problems.isEmpty()) {
            throw new UnsupportedConfigException(problems);
        }
        return layers;
    }

    private <T> void decodeLayers(
            Class<T> type,
            SavedNetwork network,
            String above,
            Function<SavedLayer, ? extends Optional<? extends T>> other,
            Map<String, T> layers,
            List<String> problems) {
        for (SavedLayer layer : network.layers()) {
            String path = above + layer.name();
            switch (layer.content()) {
                case SavedNetwork nested -> decodeLayers(type, nested, path + "/", other, layers, problems);
                case LayerConfig(Config config) when config.className().equals("InputLayer") -> {}
                case LayerConfig(Config config) -> {
                    try {
                        Optional<? extends T> own = other.apply(layer);
                        layers.put(path, own.isPresent() ? own.get() : decode(type, config));
                    } catch (UnsupportedConfigException e) {
                        problems.addAll(e.in("layer '" + path + "'").problems());
                    } catch (IllegalArgumentException e) {
                        problems.add("layer '" + path + "': " + e.getMessage());
                    }
                }
            }
        }
    }
}
