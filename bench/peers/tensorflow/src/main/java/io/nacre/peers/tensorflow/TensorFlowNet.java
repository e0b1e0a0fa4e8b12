package io.nacre.peers.tensorflow;

import io.nacre.peers.Images;
import io.nacre.peers.InitialWeights;
import io.nacre.peers.Net;
import io.nacre.peers.Workload;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.ApplyAdam;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A graph for training and predicting, and a session that holds its weights. */
final class TensorFlowNet implements Net {
    /** Operations run one after the other, on the thread that asks: nets this small lose by handing them around. */
    private static final int ON_THE_CALLING_THREAD = -1;

    private final Graph graph = new Graph();
    private final Session session;
    private final Operand<TFloat32> images;
    private final Operand<TFloat32> classes;
    private final Operand<TFloat32> firstPower;
    private final Operand<TFloat32> secondPower;
    private final Operand<TFloat32> loss;
    private final Op update;
    private final Operand<TFloat32> probabilities;
    private final Operand<TFloat32> withDropout;
    private final boolean countsSteps;
    private int steps;

    TensorFlowNet(Workload workload, int threads, long seed) {
        Ops tf = Ops.create(graph);
        images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, Images.PIXELS)));
        classes = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, Images.CLASSES)));
        firstPower = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        secondPower = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        countsSteps = workload.rule() == Workload.Rule.ADAM || workload.rule() == Workload.Rule.NADAM;

        Layers layers = new Layers(tf, new InitialWeights(seed));
        var logits = layers.logits(workload.parts(), images, Layers.Mode.TRAINING);
        // The sparse loss has no gradient in this library; the dense one has.
        var losses = tf.nn.softmaxCrossEntropyWithLogits(logits, classes).loss();
        loss = tf.math.mean(losses, tf.constant(0));
        update = update(tf, layers, workload.rule());
        probabilities = tf.nn.softmax(layers.logits(workload.parts(), images, Layers.Mode.PREDICTION));
        withDropout = tf.nn.softmax(layers.logits(workload.parts(), images, Layers.Mode.DROPOUT));

        session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(threads)
                        .setInterOpParallelismThreads(ON_THE_CALLING_THREAD)
                        .build());
        Session.Runner initialization = session.runner();
        layers.initializers().forEach(initialization::addTarget);
        initialization.run().close();
    }

    private Op update(Ops tf, Layers layers, Workload.Rule rule) {
        List<Operand<TFloat32>> weights = List.copyOf(layers.trained());
        List<Operand<TFloat32>> gradients = new ArrayList<>();
        for (Operand<?> gradient : tf.gradients(loss, weights)) {
            gradients.add(gradient.asOutput().expect(TFloat32.class));
        }
        // No weight changes before all gradients are known, for they are made from the weights.
        Ops then = tf.withControlDependencies(new ArrayList<Op>(gradients));
        List<Op> updates = new ArrayList<>(layers.averages());
        Operand<TFloat32> rate = tf.constant(Workload.LEARNING_RATE);
        Operand<TFloat32> first = tf.constant(Workload.BETA_1);
        Operand<TFloat32> second = tf.constant(Workload.BETA_2);
        Operand<TFloat32> epsilon = tf.constant(Workload.EPSILON);
        for (int i = 0; i < weights.size(); i++) {
            Operand<TFloat32> weight = weights.get(i);
            Operand<TFloat32> gradient = gradients.get(i);
            updates.add(
                    switch (rule) {
                        case SGD -> then.train.applyGradientDescent(weight, rate, gradient);
                        case NESTEROV ->
                            then.train.applyMomentum(
                                    weight,
                                    layers.slot(weight),
                                    rate,
                                    gradient,
                                    first,
                                    ApplyMomentum.useNesterov(true));
                        case ADAM, NADAM ->
                            then.train.applyAdam(
                                    weight,
                                    layers.slot(weight),
                                    layers.slot(weight),
                                    firstPower,
                                    secondPower,
                                    rate,
                                    first,
                                    second,
                                    epsilon,
                                    gradient,
                                    ApplyAdam.useNesterov(rule == Workload.Rule.NADAM));
                    });
        }
        return tf.withControlDependencies(updates).noOp();
    }

    @Override
    public float step(float[] pixels, int[] labels) {
        float[] oneHot = new float[labels.length * Images.CLASSES];
        for (int row = 0; row < labels.length; row++) {
            oneHot[row * Images.CLASSES + labels[row]] = 1;
        }
        steps++;
        try (TFloat32 x = matrix(pixels, Images.PIXELS);
                TFloat32 y = matrix(oneHot, Images.CLASSES);
                TFloat32 first = TFloat32.scalarOf((float) Math.pow(Workload.BETA_1, steps));
                TFloat32 second = TFloat32.scalarOf((float) Math.pow(Workload.BETA_2, steps))) {
            Session.Runner runner =
                    session.runner().feed(images, x).feed(classes, y).addTarget(update);
            if (countsSteps) {
                runner.feed(firstPower, first).feed(secondPower, second);
            }
            try (Result result = runner.fetch(loss).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    @Override
    public float[] predict(float[] pixels) {
        return run(probabilities, pixels);
    }

    @Override
    public float[] predictWithDropout(float[] pixels) {
        return run(withDropout, pixels);
    }

    private float[] run(Operand<TFloat32> answers, float[] pixels) {
        float[] values = new float[pixels.length / Images.PIXELS * Images.CLASSES];
        try (TFloat32 x = matrix(pixels, Images.PIXELS);
                Result result = session.runner().feed(images, x).fetch(answers).run()) {
            var _ = ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
        }
        return values;
    }

    private static TFloat32 matrix(float[] values, int columns) {
        return TFloat32.tensorOf(Shape.of(values.length / columns, columns), DataBuffers.of(values, false, false));
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
