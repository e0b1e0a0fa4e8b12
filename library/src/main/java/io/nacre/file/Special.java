package io.nacre.file;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a codec treats otherwise than its classes say by themselves.
 *
 * @param named records that are read and written by a name of their own
 * @param texts texts that stand for a record other than the one with all defaults
 * @param wrappers for an interface, the record that puts one of its records where something else is wanted
 * @param meant records that are written as others, which mean the same
 * @param foreign records that Keras does not have though it has others of their class
 */
record Special(
        List<Record> named,
        Map<String, Record> texts,
        Map<Class<?>, Class<? extends Record>> wrappers,
        Map<Record, Record> meant,
        Predicate<Record> foreign) {
    static final Special NOTHING = new Special(List.of(), Map.of(), Map.of(), Map.of(), record -> false);

    Special {
        named = List.copyOf(named);
        texts = Map.copyOf(texts);
        wrappers = Map.copyOf(wrappers);
        meant = Map.copyOf(meant);
    }

    Special withNamed(List<? extends Record> named) {
        return new Special(List.copyOf(named), texts, wrappers, meant, foreign);
    }

    Special withText(String text, Record record) {
        Map<String, Record> more = new HashMap<>(texts);
        more.put(text, record);
        return new Special(named, more, wrappers, meant, foreign);
    }

    Special withWrapper(Class<?> inner, Class<? extends Record> wrapper) {
        Map<Class<?>, Class<? extends Record>> more = new HashMap<>(wrappers);
        more.put(inner, wrapper);
        return new Special(named, texts, more, meant, foreign);
    }

    Special withMeant(Record record, Record as) {
        Map<Record, Record> more = new HashMap<>(meant);
        more.put(record, as);
        return new Special(named, texts, wrappers, more, foreign);
    }

    Special withForeign(Predicate<Record> unknownToKeras) {
        return new Special(named, texts, wrappers, meant, foreign.or(unknownToKeras));
    }

    /** What is written in the place of a record. */
    Record meant(Record record) {
        return meant.getOrDefault(record, record);
    }

    boolean isForeign(Record record) {
        return foreign.test(record);
    }

    /** What a wrapper holds. */
    Optional<Record> wrapped(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        return wrappers.containsValue(record.getClass())
                        && RecordForm.value(components[0], record) instanceof Record inner
                ? Optional.of(inner)
                : Optional.empty();
    }
}
