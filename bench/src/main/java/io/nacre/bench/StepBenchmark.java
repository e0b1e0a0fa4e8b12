package io.nacre.bench;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.swish;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.RepeatedSteps;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of the workloads of {@code nacre bench}: of training in W1 to W4, of Monte Carlo dropout in W5. On the images
 * inside the library. With {@code -prof gc} it shows that a step allocates nothing.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 15, time = 3)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    /** Which net, optimizer and batch. */
    public enum Workload {
        /** 784-100-100-100-10 with ReLU, gradient descent, batches of 32. */
        W1(32),
        /** 784-300-100-10 with batch normalization, Nesterov, batches of 32. */
        W2(32),
        /** 20 layers of 100 with batch normalization and Swish, Nadam, batches of 128. */
        W3(128),
        /** 784-1024-1024-1024-10 with ReLU, Adam, batches of 256. */
        W4(256),
        /** Predictions of 784-100-100-10 with dropout at work, batches of 512. */
        W5(512);

        private final int batchSize;

        Workload(int batchSize) {
            this.batchSize = batchSize;
        }

        private Sequential model() {
            List<Layer> layers = new ArrayList<>(List.of(input(28, 28), flatten()));
            switch (this) {
                case W1 -> {
                    for (int i = 0; i < 3; i++) {
                        layers.add(dense(100, relu()).withKernelInitializer(heNormal()));
                    }
                }
                case W2 ->
                    layers.addAll(List.of(
                            batchNormalization(),
                            dense(300, relu()),
                            batchNormalization(),
                            dense(100, relu()),
                            batchNormalization()));
                case W3 -> {
                    for (int i = 0; i < 20; i++) {
                        layers.addAll(List.of(
                                dense(100).withKernelInitializer(heNormal()),
                                batchNormalization(),
                                activation(swish())));
                    }
                }
                case W4 -> layers.addAll(List.of(dense(1024, relu()), dense(1024, relu()), dense(1024, relu())));
                case W5 ->
                    layers.addAll(List.of(
                            mcDropout(0.2), dense(100, relu()), mcDropout(0.2), dense(100, relu()), mcDropout(0.2)));
            }
            layers.add(dense(10, softmax()));
            Sequential model = Sequential.of(layers).withSeed(1);
            model.compile(optimizer(), sparseCategoricalCrossentropy(), accuracy());
            return model;
        }

        private Optimizer optimizer() {
            return switch (this) {
                case W1, W5 -> sgd(0.001);
                case W2 -> sgd(0.001).withMomentum(0.9).withNesterov();
                case W3 -> nadam(0.001);
                case W4 -> adam(0.001);
            };
        }
    }

    /** What a step is of. */
    @Param
    public Workload workload;

    /** Threads that share it. */
    @Param({"1", "2"})
    public int threads;

    private RepeatedSteps steps;

    /** Builds the net and compiles the step. */
    @Setup
    public void compile() {
        Dataset data = FashionMnist.sample().train();
        Dataset whole = data.slice(0, data.size() / workload.batchSize * workload.batchSize);
        steps = workload == Workload.W5
                ? RepeatedSteps.prediction(workload.model(), whole, workload.batchSize, threads)
                : RepeatedSteps.training(workload.model(), whole, workload.batchSize, threads);
    }

    /** One step. */
    @Benchmark
    public float step() {
        return steps.next();
    }
}
