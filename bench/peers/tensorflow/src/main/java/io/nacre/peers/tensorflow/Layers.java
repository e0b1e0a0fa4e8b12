package io.nacre.peers.tensorflow;

import io.nacre.peers.Images;
import io.nacre.peers.InitialWeights;
import io.nacre.peers.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * The layers that TensorFlow for Java lacks, in operations of its core. A part may be applied several times, with the
 * same weights: when training, when predicting, and with dropout active.
 */
final class Layers {
    /** How a part is applied. */
    enum Mode {
        TRAINING,
        PREDICTION,
        DROPOUT
    }

    private final Ops tf;
    private final InitialWeights initial;
    private final Map<String, Operand<TFloat32>> variables = new HashMap<>();
    private final List<Op> initializers = new ArrayList<>();
    private final List<Operand<TFloat32>> trained = new ArrayList<>();
    private final List<Op> averages = new ArrayList<>();

    Layers(Ops tf, InitialWeights initial) {
        this.tf = tf;
        this.initial = initial;
    }

    /** What gives all variables their first values. */
    List<Op> initializers() {
        return initializers;
    }

    /** The weights to train. */
    List<Operand<TFloat32>> trained() {
        return trained;
    }

    /** What updates moving averages in a training step. */
    List<Op> averages() {
        return averages;
    }

    /** The logits of the images. */
    Operand<TFloat32> logits(List<Part> parts, Operand<TFloat32> images, Mode mode) {
        Operand<TFloat32> x = images;
        int width = Images.PIXELS;
        for (int i = 0; i < parts.size(); i++) {
            Operand<TFloat32> y = x;
            String name = "part" + i;
            x = switch (parts.get(i)) {
                case Part.Dense dense -> dense(name, dense, y, width);
                case Part.BatchNorm _ -> batchNorm(name, y, width, mode);
                case Part.Swish _ -> tf.math.mul(y, tf.math.sigmoid(y));
                case Part.Dropout dropout -> mode == Mode.PREDICTION ? y : dropout(y, (float) dropout.rate());
            };
            width = parts.get(i) instanceof Part.Dense dense ? dense.units() : width;
        }
        return x;
    }

    private Operand<TFloat32> dense(String name, Part.Dense dense, Operand<TFloat32> x, int width) {
        Operand<TFloat32> kernel = variables.get(name + "/kernel");
        if (kernel == null) {
            var values = DataBuffers.of(initial.kernel(dense, width), true, false);
            Shape shape = Shape.of(width, dense.units());
            kernel = trained(name + "/kernel", shape, tf.constant(shape, values));
        }
        Operand<TFloat32> y = tf.nn.biasAdd(tf.linalg.matMul(x, kernel), trained(name + "/bias", dense.units(), 0));
        return dense.relu() ? tf.nn.relu(y) : y;
    }

    private Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, int width, Mode mode) {
        Operand<TFloat32> scale = trained(name + "/scale", width, 1);
        Operand<TFloat32> shift = trained(name + "/shift", width, 0);
        Operand<TFloat32> mean = constant(name + "/mean", width, 0);
        Operand<TFloat32> variance = constant(name + "/variance", width, 1);
        boolean training = mode == Mode.TRAINING;
        Operand<TFloat32> none = tf.constant(new float[0]);
        // The fused operation wants images: (batch, height, width, channels).
        FusedBatchNorm<TFloat32, TFloat32> normalized = tf.nn.fusedBatchNorm(
                tf.reshape(x, tf.constant(new int[] {-1, 1, 1, width})),
                scale,
                shift,
                training ? none : mean,
                training ? none : variance,
                FusedBatchNorm.isTraining(training),
                FusedBatchNorm.epsilon((float) Part.BatchNorm.EPSILON));
        if (training) {
            averages.add(average(mean, normalized.batchMean()));
            averages.add(average(variance, normalized.batchVariance()));
        }
        return tf.reshape(normalized.y(), tf.constant(new int[] {-1, width}));
    }

    private Op average(Operand<TFloat32> average, Operand<TFloat32> value) {
        Operand<TFloat32> share = tf.constant((float) (1 - Part.BatchNorm.MOMENTUM));
        return tf.assignSub(average, tf.math.mul(tf.math.sub(average, value), share));
    }

    private Operand<TFloat32> dropout(Operand<TFloat32> x, float rate) {
        var kept = tf.math.greaterEqual(tf.random.randomUniform(tf.shape(x), TFloat32.class), tf.constant(rate));
        return tf.math.mul(tf.math.mul(x, tf.constant(1 / (1 - rate))), tf.dtypes.cast(kept, TFloat32.class));
    }

    private Operand<TFloat32> trained(String name, int size, float value) {
        return trained(name, Shape.of(size), filled(size, value));
    }

    private Operand<TFloat32> trained(String name, Shape shape, Operand<TFloat32> value) {
        Operand<TFloat32> known = variables.get(name);
        if (known != null) {
            return known;
        }
        Operand<TFloat32> variable = variable(name, shape, value);
        trained.add(variable);
        return variable;
    }

    private Operand<TFloat32> constant(String name, int size, float value) {
        Operand<TFloat32> known = variables.get(name);
        return known != null ? known : variable(name, Shape.of(size), filled(size, value));
    }

    private Operand<TFloat32> filled(int size, float value) {
        return tf.fill(tf.constant(new int[] {size}), tf.constant(value));
    }

    private Operand<TFloat32> variable(String name, Shape shape, Operand<TFloat32> value) {
        Operand<TFloat32> variable = tf.variable(shape, TFloat32.class);
        initializers.add(tf.assign(variable, value));
        variables.put(name, variable);
        return variable;
    }

    /** A variable of the optimizer, zero at first, in the shape of a weight. */
    Operand<TFloat32> slot(Operand<TFloat32> weight) {
        Operand<TFloat32> zero = tf.fill(tf.constant(weight.shape().asArray()), tf.constant(0f));
        return variable("slot" + variables.size(), weight.shape(), zero);
    }
}
