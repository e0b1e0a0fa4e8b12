package io.nacre.file;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a codec treats otherwise than its classes say by themselves.
 *
 * @param named records that are read and written by a name of their own
 * @param texts texts that stand for a record other than the one with all defaults
 * @param wrappers for an interface, the record that puts one of its records where something else is wanted
 */
record Special(List<Record> named, Map<String, Record> texts, Map<Class<?>, Class<? extends Record>> wrappers) {
    static final Special NOTHING = new Special(List.of(), Map.of(), Map.of());

    Special {
        named = List.copyOf(named);
        texts = Map.copyOf(texts);
        wrappers = Map.copyOf(wrappers);
    }

    Special withNamed(List<? extends Record> named) {
        return new Special(List.copyOf(named), texts, wrappers);
    }

    Special withText(String text, Record record) {
        Map<String, Record> more = new HashMap<>(texts);
        more.put(text, record);
        return new Special(named, more, wrappers);
    }

    Special withWrapper(Class<?> inner, Class<? extends Record> wrapper) {
        Map<Class<?>, Class<? extends Record>> more = new HashMap<>(wrappers);
        more.put(inner, wrapper);
        return new Special(named, texts, more);
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
