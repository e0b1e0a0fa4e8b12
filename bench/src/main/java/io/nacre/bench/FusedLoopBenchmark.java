package io.nacre.bench;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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

/** Chains of elementwise operations and reductions over [128, width], as the compiler fuses them, on one thread. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FusedLoopBenchmark {
    private static final int BATCH = 128;

    /** What is computed. */
    public enum Chain {
        /** max(x, 0) */
        RELU,
        /** x sigmoid(x) */
        SWISH,
        /** x tanh(softplus(x)) */
        MISH,
        /** Centred and scaled by the batch's mean and variance. */
        BATCH_NORMALIZATION,
        /** e<sup>x</sup> by its sum, row by row */
        SOFTMAX;

        Node of(Node x) {
            return switch (this) {
                case RELU -> x.relu();
                case SWISH -> x.times(x.sigmoid());
                case MISH -> x.times(x.softplus().tanh());
                case BATCH_NORMALIZATION -> {
                    Node centred = x.minus(x.meanKeepDims(0));
                    yield centred.times(
                            centred.square().meanKeepDims(0).plus(1e-3).rsqrt());
                }
                case SOFTMAX -> x.softmax();
            };
        }
    }

    /** The chain. */
    @Param
    public Chain chain;

    /** Elements to a row. */
    @Param({"10", "100", "1024"})
    public int width;

    private final Workers workers = Workers.of(1);
    private Plan plan;
    private Frame frame;
    private long step;

    /** Compiles the chain and fills its input. */
    @Setup
    public void compile() {
        Node x = Node.input("x", Shape.of(Shape.BATCH, width));
        plan = Compiler.compile(new Program(List.of(chain.of(x)), Map.of()), BATCH);
        frame = plan.frame(1, 1);
        RandomGenerator random = CounterRandom.of(1, "benchmark");
        Place input = plan.input("x");
        for (int i = 0; i < BATCH * width; i++) {
            frame.array(input)[input.offset() + i] = (float) random.nextGaussian();
        }
    }

    /** One pass over the batch. */
    @Benchmark
    public float pass() {
        frame.begin(BATCH, step++);
        workers.run(plan, frame);
        Place result = plan.output(0);
        return frame.array(result)[result.offset()];
    }
}
