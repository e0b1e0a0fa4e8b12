package io.nacre.file;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a record, every record of an interface, or a component stands inside the configuration of another. All forms are
 * read; this says which is written.
 *
 * <pre>{@code
 * @WrittenAs(WrittenAs.Form.TEXT)
 * public interface Activation {}                                  // "activation": "relu"
 *
 * @WrittenAs(WrittenAs.Form.VALUE)
 * record Constant(double value) implements Schedule {}            // "learning_rate": 0.01
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface WrittenAs {
    /** The form that is written. */
    Form value();

    /** The forms that there are. */
    enum Form {
        /** An object with class and configuration; so is everything that does not say otherwise. */
        OBJECT,
        /** The name alone, as {@code "relu"}; an object if any of its values differs from the default. */
        TEXT,
        /** The value of its only component; of a list with one item, the item. */
        VALUE,
        /**
         * A function that the user registered in Keras under its component {@code name}; on reading it is one of the
         * records that the codec is given.
         */
        NAME
    }
}
