package io.nacre.file;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What Keras calls a record, a component of a record, or a constant of an enum, where that does not follow from its
 * name in Java.
 *
 * <p>Without it a record has its simple name ({@code Dense}), a component its name in snake case ({@code useBias} is
 * {@code use_bias}), and a constant its name in lower case ({@code SAME} is {@code same}).
 *
 * <pre>{@code
 * @KerasName(value = "PReLU", aliases = "prelu")
 * public record Prelu(...) implements Layer {}
 *
 * public record Adam(Schedule learningRate, @KerasName("beta_1") double beta1, ...) implements Optimizer {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface KerasName {
    /**
     * Keras's name; empty for the one that follows from the name in Java. For a constant {@code true} and {@code false}
     * are the booleans.
     */
    String value() default "";

    /** For a record, Keras's module; empty for the one that it is registered under. */
    String module() default "";

    /**
     * For a record, other names by which Keras knows it. The first is the text that it is written as, if it is
     * {@linkplain WrittenAs written as text}.
     */
    String[] aliases() default {};

    /** Names under which it is read but never written, because Keras does not know them. */
    String[] onlyRead() default {};
}
