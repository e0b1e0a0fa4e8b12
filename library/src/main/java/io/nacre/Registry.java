package io.nacre;

import io.nacre.activation.Activation;
import io.nacre.activation.Activations;
import io.nacre.activation.Gelu;
import io.nacre.activation.LeakyRelu;
import io.nacre.activation.Silu;
import io.nacre.activation.Swish;
import io.nacre.constraint.Constraints;
import io.nacre.file.RecordCodec;
import io.nacre.initializer.Initializers;
import io.nacre.layer.Activate;
import io.nacre.layer.BatchNormalization;
import io.nacre.layer.Layers;
import io.nacre.loss.Losses;
import io.nacre.metric.Metrics;
import io.nacre.optimizer.Optimizers;
import io.nacre.regularizer.Regularizers;
import io.nacre.schedule.Schedules;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** All that model files can describe: whatever the factories make. */
final class Registry {
    /** Translates layers, initializers, losses, ... to Keras's descriptions and back. */
    static final RecordCodec CODEC = RecordCodec.of("keras.layers", made(Layers.class))
            .with("keras.activations", made(Activations.class))
            .with("keras.initializers", made(Initializers.class))
            .with("keras.regularizers", made(Regularizers.class))
            .with("keras.constraints", made(Constraints.class))
            .with("keras.losses", made(Losses.class))
            .with("keras.metrics", made(Metrics.class))
            .with("keras.optimizers", made(Optimizers.class))
            .with("keras.optimizers.schedules", made(Schedules.class))
            // Keras's function has another slope than its layer, whose default is ours.
            .reading("leaky_relu", new LeakyRelu(0.2))
            .reading("swish", new Silu())
            .writing(new Swish(1), new Silu())
            .foreign(record -> record instanceof Gelu(Gelu.Form form) && form == Gelu.Form.SIGMOID)
            .foreign(record ->
                    record instanceof BatchNormalization layer && layer.axis().size() > 1)
            .wrapping(Activation.class, Activate.class)
            .writingOwn("Custom");

    private Registry() {}

    /** The records that the public methods of a factory return. */
    private static List<? extends Class<?>> made(Class<?> factory) {
        return Arrays.stream(factory.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getReturnType)
                .filter(Class::isRecord)
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }
}
