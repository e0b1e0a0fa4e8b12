package io.nacre.bench;

import io.nacre.internal.kernel.KernelChoice;
import io.nacre.internal.kernel.Kernels;
import io.nacre.internal.run.CounterRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Matrix products of the sizes that dense layers have, on one thread. The counter {@code gflop} is thousands of
 * millions of floating-point operations a second.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixProductBenchmark {
    /** Rows x inner size x columns; {@code T} before them for a transposed left operand. */
    @Param({
        "32x784x100", "32x100x100", "32x100x10", "T784x32x100", "T100x32x100", "T100x32x10", "32x784x300",
        "T784x32x300", "128x100x100", "T100x128x100", "256x1024x1024", "T1024x256x1024", "1024x784x300", "1x784x100"
    })
    public String shape;

    private final Kernels kernels = KernelChoice.best();
    private boolean transposed;
    private int rows;
    private int k;
    private int n;
    private float[] a;
    private float[] b;
    private float[] bias;
    private float[] c;
    private float[] scratch;

    /** Counts operations. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Operations {
        /** Thousands of millions of additions and multiplications. */
        public double gflop;
    }

    /** Makes operands of normally distributed numbers. */
    @Setup
    public void fill() {
        transposed = shape.startsWith("T");
        String[] sizes = shape.substring(transposed ? 1 : 0).split("x", -1);
        rows = Integer.parseInt(sizes[0]);
        k = Integer.parseInt(sizes[1]);
        n = Integer.parseInt(sizes[2]);
        RandomGenerator random = CounterRandom.of(1, "benchmark");
        a = normal(random, rows * k);
        b = normal(random, k * n);
        bias = normal(random, n);
        c = new float[rows * n + Kernels.SLACK];
        scratch = new float[kernels.scratch(rows, n, k) + Kernels.SLACK];
    }

    private static float[] normal(RandomGenerator random, int count) {
        float[] values = new float[count + Kernels.SLACK];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** One product. */
    @Benchmark
    public float[] product(Operations operations) {
        if (transposed) {
            kernels.matmulTransposedA(rows, n, k, a, 0, rows, b, 0, n, bias, 0, c, 0, n, scratch, 0);
        } else {
            kernels.matmul(rows, n, k, a, 0, k, b, 0, n, bias, 0, c, 0, n, scratch, 0);
        }
        operations.gflop += 2e-9 * rows * n * k;
        return c;
    }
}
