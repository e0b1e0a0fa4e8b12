package io.nacre.internal.kernel;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Code for chains, made while the program runs: one class for all chains of one structure, once they have been busy for
 * a while. A thread of its own makes the class and runs it on made-up numbers until the JIT compiler has made it fast;
 * until then, and where there are no vectors, the chain's operations are done one after the other, with the same bits.
 */
public final class Chains {
    /** The number of elements that code handles at once; 1 without vectors. */
    public static final int WIDTH = KernelChoice.VECTORS ? Vectors.L : 1;

    /** More values than this would not stay in registers, and the JIT compiler gives up on long methods. */
    public static final int LONGEST = 40;

    /** Blocks that a chain has to have run before code is worth its making. */
    private static final int BUSY = 10_000;

    private static final int WARM_UP_CALLS = 30_000;
    private static final int WARM_UP_ELEMENTS = 512;

    /** Code of the optimizing compiler takes less for an operation on an element, code of the others more. */
    private static final double FAST_NANOS = 0.8;

    private static final ConcurrentMap<Chain, Made> MADE = new ConcurrentHashMap<>();
    private static final ExecutorService MAKER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("nacre-chains").daemon().factory());

    private Chains() {}

    /** The one object that stands for all chains of this structure. */
    public static Made of(Chain chain) {
        return MADE.computeIfAbsent(chain, Made::new);
    }

    /** A chain whose code may be there already. */
    public static final class Made {
        private final Chain chain;
        private int runs;
        private volatile Chain.@Nullable Code code;

        private Made(Chain chain) {
            this.chain = chain;
        }

        /** Fast code, or null as long as there is none; asking counts as a run. */
        public Chain.@Nullable Code code() {
            Chain.Code ready = code;
            if (ready == null && KernelChoice.VECTORS && runs <= BUSY && ++runs == BUSY) {
                MAKER.execute(this::make);
            }
            return ready;
        }

        private void make() {
            Chain.Code made = ChainCode.make(chain);
            if (warm(made)) {
                code = made;
            }
        }

        private boolean warm(Chain.Code made) {
            int count = chain.arrays() + chain.stored().size();
            float[][] arrays = new float[count][WARM_UP_ELEMENTS + Kernels.SLACK];
            for (float[] array : arrays) {
                Arrays.fill(array, 1f);
            }
            float[] numbers = new float[chain.numbers()];
            Arrays.fill(numbers, 1f);
            int[] offsets = new int[count];
            double fast = FAST_NANOS * WARM_UP_ELEMENTS * (chain.links().size() + 1);
            int fastCalls = 0;
            for (int call = 0; call < WARM_UP_CALLS && fastCalls < 10; call++) {
                long start = System.nanoTime();
                made.run(call < 400 ? 2 * WIDTH : WARM_UP_ELEMENTS, arrays, offsets, numbers);
                fastCalls += call >= 400 && System.nanoTime() - start < fast ? 1 : 0;
            }
            return fastCalls >= 10;
        }
    }

    /** Makes code for all chains that there are, at once and without waiting for it to be fast. For tests. */
    static int makeAll() {
        int count = 0;
        for (Made made : MADE.values()) {
            if (KernelChoice.VECTORS && made.code == null) {
                made.code = ChainCode.make(made.chain);
                count++;
            }
        }
        return count;
    }
}
