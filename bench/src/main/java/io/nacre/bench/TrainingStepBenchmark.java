package io.nacre.bench;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/**
 * A whole training step of 784-100-100-100-10 with ReLU, batch 32, gradient descent: forward, backward, update, as one
 * plan. With {@code -prof gc} it shows that a step allocates nothing.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {
    private static final int BATCH = 32;
    private static final int[] WIDTHS = {784, 100, 100, 100, 10};

    /** Threads that share the step. */
    @Param({"1", "2"})
    public int threads;

    private Plan plan;
    private Frame frame;
    private Workers workers;
    private long step;

    /** Compiles the step and fills its inputs. */
    @Setup
    public void compile() {
        RandomGenerator random = CounterRandom.of(1, "benchmark");
        Node x = Node.input("x", Shape.of(Shape.BATCH, WIDTHS[0]));
        List<Variable> weights = new ArrayList<>();
        List<Node> reads = new ArrayList<>();
        Node z = x;
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            Variable kernel = weight("kernel" + layer, random, WIDTHS[layer - 1], WIDTHS[layer]);
            Variable bias = weight("bias" + layer, random, WIDTHS[layer]);
            weights.addAll(List.of(kernel, bias));
            Node matrix = Node.read(kernel);
            Node row = Node.read(bias);
            reads.addAll(List.of(matrix, row));
            z = (layer == 1 ? z : z.relu()).matmul(matrix).plus(row);
        }
        Node labels = Node.input("y", Shape.of(Shape.BATCH, 1)).equalTo(Node.range(10));
        Node loss = labels.times(z.logSoftmax()).sum(-1).negate().mean();
        List<Node> gradients = Gradients.of(loss, reads);
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            assignments.put(weights.get(i), reads.get(i).minus(gradients.get(i).times(0.001)));
        }
        plan = Compiler.compile(new Program(List.of(loss), assignments), BATCH);
        frame = plan.frame(1, threads);
        workers = Workers.of(threads);
        Place input = plan.input("x");
        for (int i = 0; i < BATCH * WIDTHS[0]; i++) {
            frame.array(input)[input.offset() + i] = random.nextFloat();
        }
    }

    private static Variable weight(String name, RandomGenerator random, int... sizes) {
        Variable variable = Variable.of(name, Shape.of(sizes));
        float[] values = new float[variable.count()];
        for (int i = 0; i < values.length && sizes.length == 2; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / sizes[0]));
        }
        variable.assign(values);
        return variable;
    }

    /** One step. */
    @Benchmark
    public float step() {
        frame.begin(BATCH, step++);
        workers.run(plan, frame);
        Place loss = plan.output(0);
        return frame.array(loss)[loss.offset()];
    }
}
