package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a loop: a chain of elementwise operations, run on one block of elements after the other, so that all
 * that lies between the sources and the results stays in the first-level cache.
 */
final class Body {
    /** Elements a block has at the most. */
    static final int BLOCK = 1024;

    private static final int NOWHERE = Registers.NOWHERE;

    private final Source[] sources;
    private final Step[] steps;
    private final @Nullable Place[] stored;
    private final int[] register;
    private final int[] lateRegister;
    private final boolean[] expanded;
    private final Registers registers;
    private final boolean flat;
    /** For each step, the links that begin with it, or null. */
    private final @Nullable Links[] links;

    /**
     * @param stored for each step the place that its result goes to, or null
     * @param kept values that a reduction reads after the block
     * @param linked whether neighbouring elementary steps get code, which they need not where all steps have it
     *     together
     */
    Body(List<Source> sources, List<Step> steps, @Nullable Place[] stored, List<Integer> kept, boolean linked) {
        this.sources = sources.toArray(Source[]::new);
        this.steps = steps.toArray(Step[]::new);
        this.stored = stored;
        this.registers = new Registers(this.sources, this.steps, stored, kept);
        this.register = registers.register;
        this.lateRegister = registers.late;
        this.expanded = registers.expanded;
        this.links = linked ? links(kept) : new @Nullable Links[steps.size()];
        this.flat =
                sources.stream().noneMatch(source -> source instanceof Source.Row || source instanceof Source.Column);
    }

    Needs needs() {
        return new Needs(registers.count * BLOCK, register.length);
    }

    /** How many rows make a block. */
    static int blockRows(int width) {
        return Math.max(1, BLOCK / Math.max(1, width));
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

    private @Nullable Links[] links(List<Integer> kept) {
        boolean[] number = new boolean[sources.length];
        for (int v = 0; v < number.length; v++) {
            number[v] = registers.isNumber(v);
        }
        boolean[] isKept = new boolean[register.length];
        kept.forEach(value -> isKept[value] = true);
        boolean[] seen = new boolean[steps.length];
        for (int s = 0; s < steps.length; s++) {
            seen[s] = stored[s] != null || isKept[sources.length + s];
        }
        @Nullable Links[] begins = new @Nullable Links[steps.length];
        Links.of(number, steps, seen).forEach(found -> begins[found.first] = found);
        for (Links found : begins) {
            for (int s = found == null ? steps.length : found.first; found != null && s < found.end; s++) {
                int result = sources.length + s;
                boolean late = lateRegister[result] != NOWHERE;
                if (late
                        && !isKept[result]
                        && !registers.isRead(result, found.end)
                        && !registers.isReadLater(stored[s], found.end - 1)) {
                    found.direct[s - found.first] = stored[s];
                }
            }
        }
        return begins;
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
                case Source.Scalar s -> lane.number[v] = s.number(frame);
                case Source.Literal s -> lane.number[v] = s.number(frame);
                case Source.Count s -> lane.number[v] = s.number(frame);
            }
            if (registers.isNumber(v) && expanded[v]) {
                KernelChoice.now().fill(blockRows * columns, lane.number[v], lane.scratch, lane.offset[v]);
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
                    lane.offset[v] = position + (place.array() < 0 ? lane.block() : place.offset());
                case Source.Row(Place place) -> {
                    if (blockRows == 1) {
                        lane.offset[v] = place.offset() + column;
                    }
                }
                case Source.Column(Place place) -> {
                    float[] numbers = frame.array(place);
                    for (int r = 0; r < rows; r++) {
                        KernelChoice.now()
                                .fill(
                                        columns,
                                        numbers[place.offset() + row + r],
                                        lane.scratch,
                                        lane.offset[v] + r * columns);
                    }
                }
                case Source.Scalar s -> {}
                case Source.Literal l -> {}
                case Source.Count c -> {}
            }
        }
        int n = rows * columns;
        for (int s = 0; s < steps.length; s++) {
            Place place = stored[s];
            if (place != null && register[sources.length + s] == NOWHERE) {
                lane.offset[sources.length + s] = place.offset() + position;
            }
        }
        int s = 0;
        while (s < steps.length) {
            Links together = links[s];
            Chain.Code code = together == null ? null : together.code(n);
            if (together != null && code != null) {
                together.run(code, frame, lane, n, position);
                s = together.end;
            } else {
                int end = together == null ? s + 1 : together.end;
                for (; s < end; s++) {
                    lane.direct[sources.length + s] = false;
                    step(frame, lane, steps[s], sources.length + s, n, position);
                }
            }
        }
        for (s = 0; s < steps.length; s++) {
            int result = sources.length + s;
            if (lateRegister[result] != NOWHERE
                    && !lane.direct[result]
                    && stored[s] instanceof Place(int array, int offset)) {
                System.arraycopy(lane.scratch, lane.offset[result], frame.arrays[array], offset + position, n);
            }
        }
    }

    private void step(Frame frame, Lane lane, Step step, int result, int n, int position) {
        float[] out = lane.array[result];
        int oo = lane.offset[result];
        switch (step) {
            case Step.Map1 m -> m.function().apply(n, lane.array[m.a()], lane.offset[m.a()], out, oo);
            case Step.Map2 m -> {
                int a = m.a();
                int b = m.b();
                if (registers.isNumber(b) && !(registers.isNumber(a) && !expanded[a])) {
                    m.right().apply(n, lane.array[a], lane.offset[a], lane.number[b], out, oo);
                } else if (registers.isNumber(a) && m.left() != null) {
                    m.left().apply(n, lane.number[a], lane.array[b], lane.offset[b], out, oo);
                } else {
                    m.function().apply(n, lane.array[a], lane.offset[a], lane.array[b], lane.offset[b], out, oo);
                }
            }
            case Step.Select(int c, int a, int b) ->
                KernelChoice.now()
                        .select(
                                n,
                                lane.array[c],
                                lane.offset[c],
                                lane.array[a],
                                lane.offset[a],
                                lane.array[b],
                                lane.offset[b],
                                out,
                                oo);
            case Step.Uniform(int stream) -> KernelChoice.now().uniform(n, frame.key(stream), position, out, oo);
            case Step.Copy(int a) -> {
                if (registers.isNumber(a)) {
                    KernelChoice.now().fill(n, lane.number[a], out, oo);
                } else {
                    System.arraycopy(lane.array[a], lane.offset[a], out, oo, n);
                }
            }
        }
    }
}
