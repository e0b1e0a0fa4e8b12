package io.nacre.internal.run;

import io.nacre.internal.kernel.Kernels;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a loop: a chain of elementwise operations, run on one block of elements after the other, so that all
 * that lies between the sources and the results stays in the first-level cache.
 */
final class Body {
    /** Elements a block has at the most. */
    static final int BLOCK = 1024;

    private static final int NOWHERE = -1;

    private final Kernels kernels = Kernels.best();
    private final Source[] sources;
    private final Step[] steps;
    private final @Nullable Place[] stored;
    private final int[] register;
    private final int[] lateRegister;
    private final boolean[] expanded;
    private final int registers;
    private final boolean flat;

    /**
     * @param stored for each step the place that its result goes to, or null
     * @param kept values that a reduction reads after the block
     */
    Body(List<Source> sources, List<Step> steps, @Nullable Place[] stored, List<Integer> kept) {
        this.sources = sources.toArray(Source[]::new);
        this.steps = steps.toArray(Step[]::new);
        this.stored = stored;
        int values = sources.size() + steps.size();
        this.expanded = new boolean[values];
        this.register = new int[values];
        this.lateRegister = new int[values];
        Arrays.fill(register, NOWHERE);
        Arrays.fill(lateRegister, NOWHERE);
        this.registers = assignRegisters(kept);
        this.flat =
                sources.stream().noneMatch(source -> source instanceof Source.Row || source instanceof Source.Column);
    }

    Needs needs() {
        return new Needs(registers * BLOCK, register.length);
    }

    /** Whether every source lies element by element or is one number, so that rows need not be told apart. */
    boolean isFlat() {
        return flat;
    }

    int steps() {
        return steps.length;
    }

    int sources() {
        return sources.length;
    }

    /** How many whole arrays in memory are read or written. */
    long arrays() {
        return Arrays.stream(sources)
                        .filter(source -> source instanceof Source.Full(Place place) && place.array() >= 0)
                        .count()
                + Arrays.stream(stored).filter(place -> place != null).count();
    }

    private boolean isNumber(int value) {
        return value < sources.length
                && (sources[value] instanceof Source.Scalar
                        || sources[value] instanceof Source.Literal
                        || sources[value] instanceof Source.Count);
    }

    private int assignRegisters(List<Integer> kept) {
        int[] lastUse = new int[register.length];
        for (int s = 0; s < steps.length; s++) {
            for (int value : arguments(steps[s])) {
                lastUse[value] = s;
            }
        }
        kept.forEach(value -> lastUse[value] = Integer.MAX_VALUE);
        int next = 0;
        for (int v = 0; v < sources.length; v++) {
            if (sources[v] instanceof Source.Row || sources[v] instanceof Source.Column || needsExpansion(v, kept)) {
                expanded[v] = true;
                register[v] = next++;
                lastUse[v] = Integer.MAX_VALUE;
            }
        }
        Deque<Integer> free = new ArrayDeque<>();
        for (int s = 0; s < steps.length; s++) {
            int result = sources.length + s;
            for (int value : Arrays.stream(arguments(steps[s])).distinct().toArray()) {
                if (lastUse[value] == s && register[value] != NOWHERE) {
                    free.push(register[value]);
                }
            }
            boolean late = isReadLater(stored[s], s);
            if (stored[s] == null || late) {
                register[result] = free.isEmpty() ? next++ : free.pop();
                if (late) {
                    lateRegister[result] = register[result];
                    lastUse[result] = Integer.MAX_VALUE;
                }
            }
        }
        return next;
    }

    /** Whether a source that a result overwrites is still read by a later step. */
    private boolean isReadLater(@Nullable Place place, int step) {
        if (place == null) {
            return false;
        }
        for (int later = step + 1; later < steps.length; later++) {
            for (int value : arguments(steps[later])) {
                if (value < sources.length && sources[value] instanceof Source.Full(Place read) && read.equals(place)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a number is used where a kernel wants an array. */
    private boolean needsExpansion(int value, List<Integer> kept) {
        if (!isNumber(value)) {
            return false;
        }
        if (kept.contains(value)) {
            return true;
        }
        for (Step step : steps) {
            boolean wanted = switch (step) {
                case Step.Map1(var f, int a) -> a == value;
                case Step.Map2 m ->
                    (m.a() == value && (isNumber(m.b()) || m.left() == null)) || (m.b() == value && m.a() == value);
                case Step.Select(int c, int a, int b) -> c == value || a == value || b == value;
                case Step.Uniform u -> false;
                case Step.Copy c -> false;
            };
            if (wanted) {
                return true;
            }
        }
        return false;
    }

    private static int[] arguments(Step step) {
        return switch (step) {
            case Step.Map1(var f, int a) -> new int[] {a};
            case Step.Map2 m -> new int[] {m.a(), m.b()};
            case Step.Select(int c, int a, int b) -> new int[] {c, a, b};
            case Step.Uniform u -> new int[0];
            case Step.Copy(int a) -> new int[] {a};
        };
    }

    /**
     * Readies a thread for the blocks of a range.
     *
     * @param blockRows rows a block has at the most
     * @param columns columns a block has at the most
     * @param at the first element of the scratch memory to use
     */
    void begin(Frame frame, Lane lane, int blockRows, int columns, int at) {
        for (int v = 0; v < register.length; v++) {
            if (register[v] != NOWHERE) {
                lane.array[v] = lane.scratch;
                lane.offset[v] = at + register[v] * BLOCK;
            }
            if (v >= sources.length) {
                Place place = stored[v - sources.length];
                if (place != null && register[v] == NOWHERE) {
                    lane.array[v] = frame.array(place);
                }
                continue;
            }
            switch (sources[v]) {
                case Source.Full(Place place) -> lane.array[v] = frame.array(place, lane);
                case Source.Row(Place place) -> {
                    if (blockRows == 1) {
                        lane.array[v] = frame.array(place);
                    } else {
                        for (int r = 0; r < blockRows; r++) {
                            System.arraycopy(
                                    frame.array(place),
                                    place.offset(),
                                    lane.scratch,
                                    lane.offset[v] + r * columns,
                                    columns);
                        }
                    }
                }
                case Source.Column c -> {}
                case Source.Scalar(Place place) -> lane.number[v] = frame.array(place)[place.offset()];
                case Source.Literal(float number) -> lane.number[v] = number;
                case Source.Count(Size size) -> lane.number[v] = size.at(frame.batch());
            }
            if (isNumber(v) && expanded[v]) {
                kernels.fill(blockRows * columns, lane.number[v], lane.scratch, lane.offset[v]);
            }
        }
    }

    /**
     * Computes one block: whole rows, or a part of one row.
     *
     * @param width the columns of the whole array
     */
    void block(Frame frame, Lane lane, int row, int rows, int column, int columns, int blockRows, int width) {
        int position = row * width + column;
        for (int v = 0; v < sources.length; v++) {
            switch (sources[v]) {
                case Source.Full(Place place) ->
                    lane.offset[v] = position + (place.array() < 0 ? lane.block : place.offset());
                case Source.Row(Place place) -> {
                    if (blockRows == 1) {
                        lane.offset[v] = place.offset() + column;
                    }
                }
                case Source.Column(Place place) -> {
                    float[] numbers = frame.array(place);
                    for (int r = 0; r < rows; r++) {
                        kernels.fill(
                                columns, numbers[place.offset() + row + r], lane.scratch, lane.offset[v] + r * columns);
                    }
                }
                case Source.Scalar s -> {}
                case Source.Literal l -> {}
                case Source.Count c -> {}
            }
        }
        int n = rows * columns;
        for (int s = 0; s < steps.length; s++) {
            int result = sources.length + s;
            Place place = stored[s];
            if (place != null && register[result] == NOWHERE) {
                lane.offset[result] = place.offset() + position;
            }
            step(frame, lane, steps[s], result, n, position);
        }
        for (int s = 0; s < steps.length; s++) {
            int result = sources.length + s;
            if (lateRegister[result] != NOWHERE && stored[s] instanceof Place(int array, int offset)) {
                System.arraycopy(lane.scratch, lane.offset[result], frame.arrays[array], offset + position, n);
            }
        }
    }

    private void step(Frame frame, Lane lane, Step step, int result, int n, int position) {
        float[] out = lane.array[result];
        int oo = lane.offset[result];
        switch (step) {
            case Step.Map1(Step.Function1 function, int a) -> function.apply(n, lane.array[a], lane.offset[a], out, oo);
            case Step.Map2 m -> {
                int a = m.a();
                int b = m.b();
                if (isNumber(b) && !(isNumber(a) && !expanded[a])) {
                    m.right().apply(n, lane.array[a], lane.offset[a], lane.number[b], out, oo);
                } else if (isNumber(a) && m.left() != null) {
                    m.left().apply(n, lane.number[a], lane.array[b], lane.offset[b], out, oo);
                } else {
                    m.function().apply(n, lane.array[a], lane.offset[a], lane.array[b], lane.offset[b], out, oo);
                }
            }
            case Step.Select(int c, int a, int b) ->
                kernels.select(
                        n,
                        lane.array[c],
                        lane.offset[c],
                        lane.array[a],
                        lane.offset[a],
                        lane.array[b],
                        lane.offset[b],
                        out,
                        oo);
            case Step.Uniform(int stream) -> kernels.uniform(n, frame.key(stream), position, out, oo);
            case Step.Copy(int a) -> {
                if (isNumber(a)) {
                    kernels.fill(n, lane.number[a], out, oo);
                } else {
                    System.arraycopy(lane.array[a], lane.offset[a], out, oo, n);
                }
            }
        }
    }
}
