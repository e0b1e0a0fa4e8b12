package io.nacre;

import io.nacre.file.RecordCodec;
import java.util.Arrays;
import java.util.List;

/**
 * What a model file names that is the user's own, as files hold no code: records that implement {@code Layer},
 * {@code Activation}, {@code Loss}, {@code Optimizer} and so on, by their classes; and activations, constraints and
 * schedules that are a name with a lambda.
 *
 * <pre>{@code
 * Model model = Model.load(file, CustomObjects.ofTypes(Gated.class).withNamed(custom("snake", z -> ...)));
 * }</pre>
 *
 * @param types classes of records, whose simple names, or {@code @KerasName}s, stand in the file
 * @param named what {@code Activations.custom}, {@code Constraints.custom} or {@code Schedules.custom} makes
 */
public record CustomObjects(List<Class<? extends Record>> types, List<Record> named) {
    /** Copies both. */
    public CustomObjects {
        types = List.copyOf(types);
        named = List.copyOf(named);
    }

    /** Records by their classes. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static CustomObjects ofTypes(Class<? extends Record>... types) {
        return new CustomObjects(List.of(types), List.of());
    }

    /** The same, and what is known by a name. */
    public CustomObjects withNamed(Record... named) {
        return new CustomObjects(types, Arrays.asList(named));
    }

    RecordCodec codec() {
        return Registry.CODEC.withOwn(types).knowing(named);
    }
}
