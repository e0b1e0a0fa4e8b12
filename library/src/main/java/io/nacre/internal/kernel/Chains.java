package io.nacre.internal.kernel;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Code for chains, made while the program runs: one class for all chains of one structure, once they have been busy for
 * a while. A thread of its own makes the class and runs it on made-up numbers until the JIT compiler has made it fast;
 * until then, and where there are no vectors, the chain's operations are done one after the other, with the same bits.
 */
public final class Chains {
    /** More values than this would not stay in registers, and the JIT compiler gives up on long methods. */
    public static final int LONGEST = 40;

    /** Vectors that a row's sum is made in; none if a vector holds more than all partial sums. */
    static final int PARTIAL_SUMS = KernelChoice.VECTORS ? Reductions.LANES / Vectors.L : 0;

    /**
     * Warming up is done in short calls, so that the JIT compiler compiles the method because it is called often. It
     * would compile long loops first, to replace them while they run, and then the method all the same.
     */
    private static final int ROWS = 2;

    private static final int ELEMENTS = 72;

    /** Other sizes of rows: the compiler bets on what it has seen, and begins again if that changes. */
    private static final int[] SIZES = {ELEMENTS, 64, 5};

    /** Code of the optimizing compiler takes less for an operation on an element, code of the others more. */
    private static final double FAST_NANOS = 0.8;

    /** The loss, in tenths of nanoseconds, that code for a chain is worth. */
    private static final long WORTH = 45_000_000;

    private static final ConcurrentMap<Chain, Kept> MADE = new ConcurrentHashMap<>();

    private static final ReferenceQueue<Made> GONE = new ReferenceQueue<>();

    private Chains() {}

    /** The one object that stands for all chains of this structure. It is kept until memory gets short. */
    public static Made of(Chain chain) {
        for (Reference<? extends Made> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            MADE.values().remove(gone);
        }
        while (true) {
            Kept kept = MADE.computeIfAbsent(chain, Kept::new);
            Made made = kept.get();
            if (made != null) {
                return made;
            }
            boolean _ = MADE.remove(chain, kept);
        }
    }

    private static final class Kept extends SoftReference<Made> {
        Kept(Chain chain) {
            super(new Made(chain), GONE);
        }
    }

    /** A chain whose code may be there already. */
    public static final class Made {
        private final Chain chain;
        private final int loss;
        private final Warmed warmed;
        private volatile Chain.@Nullable Code code;

        private Made(Chain chain) {
            this.chain = chain;
            this.loss = loss(chain);
            this.warmed = new Warmed(WORTH, new Calls(this));
        }

        /** Fast code, or null as long as there is none; asking counts as a run on so many elements. */
        public Chain.@Nullable Code code(long elements) {
            return canBeMade(chain) && warmed.isReady(elements * loss) ? code : null;
        }

        private Chain.Code make() {
            Chain.Code made = code;
            if (made == null) {
                made = ChainCode.make(chain);
                code = made;
            }
            return made;
        }
    }

    /** Calls of a chain's code on made-up numbers. */
    private static final class Calls implements BooleanSupplier {
        private final Made made;
        private final float[][] places;
        private final int[] zeros;
        private final float[] numbers;
        private final double fast;
        private int calls;

        Calls(Made made) {
            Chain chain = made.chain;
            this.made = made;
            this.places = new float[chain.places()][ROWS * ELEMENTS];
            for (float[] place : places) {
                Arrays.fill(place, 1f);
            }
            this.zeros = new int[chain.places()];
            this.numbers = new float[chain.numbers()];
            Arrays.fill(numbers, 1f);
            this.fast = FAST_NANOS * ROWS * ELEMENTS * (chain.links().size() + 1);
        }

        @Override
        public boolean getAsBoolean() {
            Chain.Code code = made.make();
            int size = SIZES[calls++ % SIZES.length];
            long start = System.nanoTime();
            code.run(size == ELEMENTS ? ROWS : 1, size, places, zeros, zeros, numbers);
            return System.nanoTime() - start < fast && size == ELEMENTS;
        }
    }

    /**
     * What an element costs more, in tenths of nanoseconds, without code: the JIT compiler makes no vector code of a
     * loop over arrays that may overlap, and comparisons and choices take it longest.
     */
    private static int loss(Chain chain) {
        int slow = (int) chain.links().stream()
                .filter(link -> link.operation().isComparison() || link.operation() == Elementary.SELECT)
                .count();
        return 2 * (chain.links().size() + chain.reductions().size()) + 20 * slow;
    }

    private static boolean canBeMade(Chain chain) {
        return KernelChoice.VECTORS
                && (PARTIAL_SUMS > 0 || chain.reductions().stream().noneMatch(Chain.Reduction::sum));
    }

    /** Makes code for all chains that there are, at once and without waiting for it to be fast. For tests. */
    static int makeAll() {
        int count = 0;
        for (Kept kept : MADE.values()) {
            Made made = kept.get();
            if (made != null && canBeMade(made.chain) && made.code == null) {
                Chain.Code _ = made.make();
                made.warmed.use();
                count++;
            }
        }
        return count;
    }
}
