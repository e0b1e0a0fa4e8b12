package io.nacre.file;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a component that is itself a record that its values stand among those of the record that it belongs to, as
 * the options that all of Keras's optimizers share do.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flattened {
    /**
     * Whether the names of the values begin with that of the component, as {@code kernel_initializer} and
     * {@code kernel_constraint} do.
     */
    boolean prefixed() default false;
}
