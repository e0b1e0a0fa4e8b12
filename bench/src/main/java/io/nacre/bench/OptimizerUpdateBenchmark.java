package io.nacre.bench;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import io.nacre.optimizer.Optimizer;
import io.nacre.optimizer.Optimizers;
import io.nacre.optimizer.Slots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToDoubleFunction;
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

/** An optimizer's update of one matrix from a gradient that is there already: one pass over weights and slots. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerUpdateBenchmark {
    /** The update's rule. */
    public enum Rule {
        /** Plain gradient descent. */
        SGD,
        /** Nesterov's momentum. */
        NESTEROV,
        /** Adam. */
        ADAM,
        /** Adam with Nesterov's momentum. */
        NADAM;

        Optimizer optimizer() {
            return switch (this) {
                case SGD -> Optimizers.sgd(0.001);
                case NESTEROV -> Optimizers.sgd(0.001).withMomentum(0.9).withNesterov();
                case ADAM -> Optimizers.adam(0.001);
                case NADAM -> Optimizers.nadam(0.001);
            };
        }
    }

    /** The rule. */
    @Param
    public Rule rule;

    /** The matrix's rows. */
    @Param({"100", "784"})
    public int rows;

    /** The matrix's columns. */
    @Param({"100", "1024"})
    public int columns;

    private final Workers workers = Workers.of(1);
    private final Map<Variable, Node> assignments = new LinkedHashMap<>();
    private Variable weights;
    private Node read;
    private Plan plan;
    private Frame frame;
    private long step;

    /** Compiles the update and fills the gradient. */
    @Setup
    public void compile() {
        Shape shape = Shape.of(rows, columns);
        weights = Variable.of("weights", shape);
        read = Node.read(weights);
        Node gradient = Node.input("gradient", shape);
        assignments.put(
                weights,
                rule.optimizer().step(new BareSlots(), List.of(gradient)).get(0));
        plan = Compiler.compile(new Program(List.of(read.mean()), assignments), 1);
        frame = plan.frame(1, 1);
        RandomGenerator random = CounterRandom.of(1, "benchmark");
        Place input = plan.input("gradient");
        for (int i = 0; i < rows * columns; i++) {
            frame.array(input)[input.offset() + i] = (float) random.nextGaussian();
        }
    }

    /** One update. */
    @Benchmark
    public float update() {
        frame.begin(1, step++);
        workers.run(plan, frame);
        Place result = plan.output(0);
        return frame.array(result)[result.offset()];
    }

    /** Slots that are kept in variables, and numbers that stay as they are. */
    private final class BareSlots implements Slots {
        @Override
        public List<String> paths() {
            return List.of(weights.toString());
        }

        @Override
        public List<Node> weights() {
            return List.of(read);
        }

        @Override
        public Node learningRate() {
            return Node.constant(0.001);
        }

        @Override
        public Node scalar(String name, LongToDoubleFunction atIteration) {
            return Node.constant(atIteration.applyAsDouble(100));
        }

        @Override
        public Node hyperparameter(String name, double value) {
            return Node.constant(value);
        }

        @Override
        public Node slot(String name, int weight, double initial) {
            return Node.read(Variable.of(name, weights.shape()));
        }

        @Override
        public Node slot(String name, double initial) {
            return Node.read(Variable.of(name, Shape.SCALAR));
        }

        @Override
        public void assign(Node slot, Node value) {
            if (slot.op() instanceof Op.Read(Variable variable)) {
                assignments.put(variable, value);
            }
        }
    }
}
