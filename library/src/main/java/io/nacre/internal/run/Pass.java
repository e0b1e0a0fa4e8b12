package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.Chains;
import io.nacre.internal.kernel.Elementary;
import io.nacre.internal.kernel.Reductions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that consists of elementary steps alone, so that code can be made that does all of them, and the reductions of
 * its rows, in one pass over rows and columns: nothing is expanded, and nothing between the sources and the results is
 * ever in memory.
 */
final class Pass {
    private final Chains.Made made;
    private final Source[] sources;

    /** The sources that are arrays of elements, arrays with a number for each row, and single numbers. */
    private final int[] read;

    private final int[] columns;
    private final int[] numbers;
    private final Place[] written;
    private final Loop.RowReduction[] reductions;
    /** Where a value is summed over the rows: a row that all rows share, read and written. */
    private final @Nullable Place sums;

    private Pass(
            Chain chain,
            Source[] sources,
            int[] read,
            int[] columns,
            int[] numbers,
            Place[] written,
            Loop.RowReduction[] reductions,
            @Nullable Place sums) {
        this.made = Chains.of(chain);
        this.sources = sources;
        this.read = read;
        this.columns = columns;
        this.numbers = numbers;
        this.written = written;
        this.reductions = reductions;
        this.sums = sums;
    }

    /** A loop's body in one pass, or null if that cannot be. */
    static @Nullable Pass of(
            List<Source> sources, List<Step> steps, @Nullable Place[] stored, List<Loop.RowReduction> reductions) {
        return of(sources, steps, stored, reductions, 0, null);
    }

    /** The same where the one result is a value's sum over the rows, which are added in their order. */
    static @Nullable Pass ofColumnSum(List<Source> sources, List<Step> steps, int value, Place sums) {
        return of(sources, steps, new @Nullable Place[steps.size()], List.of(), value, sums);
    }

    private static @Nullable Pass of(
            List<Source> given,
            List<Step> steps,
            @Nullable Place[] stored,
            List<Loop.RowReduction> reductions,
            int summed,
            @Nullable Place sums) {
        Source[] sources = given.toArray(Source[]::new);
        boolean elementary = steps.stream().allMatch(step -> step.elementary() != null || step instanceof Step.Copy);
        if (!elementary || sources.length + steps.size() > Chains.LONGEST) {
            return null;
        }
        boolean[] number = new boolean[sources.length];
        for (int v = 0; v < number.length; v++) {
            number[v] = sources[v].isNumber();
        }
        int[] columns = numbered(sources, v -> sources[v] instanceof Source.Column);
        int[] numbers = numbered(sources, v -> number[v]);
        int[] read = numbered(sources, v -> !number[v] && !(sources[v] instanceof Source.Column));
        int[] name = new int[sources.length + steps.size()];
        int next = 0;
        for (int v : read) {
            name[v] = next++;
        }
        int before = next;
        next += sums == null ? 0 : 1;
        for (int[] kind : List.of(columns, numbers)) {
            for (int v : kind) {
                name[v] = next++;
            }
        }
        List<Chain.Link> links = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        List<Place> written = new ArrayList<>();
        for (int s = 0; s < steps.size(); s++) {
            if (steps.get(s) instanceof Step.Copy(int copied)) {
                name[sources.length + s] = name[copied];
            } else {
                links.add(Links.link(steps.get(s), name, number));
                name[sources.length + s] = next++;
            }
            Place place = stored[s];
            if (place != null) {
                values.add(name[sources.length + s]);
                written.add(place);
            }
        }
        if (sums != null) {
            links.add(new Chain.Link(Elementary.ADD, before, name[summed], -1));
            values.add(next);
        }
        Chain chain = new Chain(
                read.length + (sums == null ? 0 : 1),
                columns.length,
                numbers.length,
                links,
                values,
                reductions.stream()
                        .map(reduction -> new Chain.Reduction(reduction.sum(), name[reduction.value()]))
                        .toList());
        return new Pass(
                chain,
                sources,
                read,
                columns,
                numbers,
                written.toArray(Place[]::new),
                reductions.toArray(Loop.RowReduction[]::new),
                sums);
    }

    private static int[] numbered(Source[] sources, IntPredicate kind) {
        return IntStream.range(0, sources.length).filter(kind).toArray();
    }

    /** How many arrays and numbers it hands to its code. */
    int values() {
        return sources.length + written.length + reductions.length + 2;
    }

    /** Its code, or null as long as there is none; asking counts as a run on so many rows. */
    Chain.@Nullable Code code(int rows, int n) {
        return n < Reductions.LANES && reductions.length > 0 ? null : made.code((long) rows * n);
    }

    /**
     * Does all of it on a part of the rows and columns.
     *
     * @param width the columns of the whole array
     */
    void run(Chain.Code code, Frame frame, Lane lane, int row, int rows, int column, int n, int width) {
        int count = places(frame, lane, row, column, width, 0);
        for (Loop.RowReduction reduction : reductions) {
            Place place = reduction.place();
            count = give(lane, count, frame.array(place), place.offset() + row, 1);
        }
        run(code, frame, lane, rows, n);
    }

    /**
     * The same where rows are summed, all of them or block by block.
     *
     * @param blockRows rows to a block; each block has a row of sums of its own, {@code width} after the one before
     * @param into where the first row of sums begins, from its place on
     */
    void runSums(
            Chain.Code code,
            Frame frame,
            Lane lane,
            int row,
            int rows,
            int blockRows,
            int column,
            int n,
            int width,
            int into) {
        int count = places(frame, lane, row, column, width, into);
        for (int done = 0; done < rows; done += blockRows) {
            run(code, frame, lane, Math.min(blockRows, rows - done), n);
            for (int k = 0; k < count; k++) {
                lane.chainOffsets[k] += blockRows * lane.chainStrides[k];
            }
            lane.chainOffsets[read.length] += width;
            lane.chainOffsets[count - 1] += width;
        }
    }

    /** The same for a part of one row; what the part is reduced to goes to the lane. */
    void runPart(Chain.Code code, Frame frame, Lane lane, int row, int column, int n, int width) {
        int count = places(frame, lane, row, column, width, 0);
        for (int k = 0; k < reductions.length; k++) {
            count = give(lane, count, lane.reduced, k, 0);
        }
        run(code, frame, lane, 1, n);
    }

    private void run(Chain.Code code, Frame frame, Lane lane, int rows, int n) {
        for (int k = 0; k < numbers.length; k++) {
            lane.chainNumbers[k] = sources[numbers[k]].number(frame);
        }
        code.run(rows, n, lane.chainArrays, lane.chainOffsets, lane.chainStrides, lane.chainNumbers);
    }

    private int places(Frame frame, Lane lane, int row, int column, int width, int into) {
        int count = 0;
        for (int v : read) {
            if (sources[v] instanceof Source.Row(Place place)) {
                count = give(lane, count, frame.array(place), place.offset() + column, 0);
            } else if (sources[v] instanceof Source.Full(Place place)) {
                count = give(lane, count, place, frame, row * width + column, width);
            }
        }
        if (sums != null) {
            count = give(lane, count, frame.array(sums), sums.offset() + into + column, 0);
        }
        for (int v : columns) {
            if (sources[v] instanceof Source.Column(Place place)) {
                count = give(lane, count, frame.array(place), place.offset() + row, 1);
            }
        }
        for (Place place : written) {
            count = give(lane, count, place, frame, row * width + column, width);
        }
        if (sums != null) {
            count = give(lane, count, frame.array(sums), sums.offset() + into + column, 0);
        }
        return count;
    }

    private static int give(Lane lane, int count, Place place, Frame frame, int position, int stride) {
        int offset = place.array() < 0 ? lane.block() : place.offset();
        return give(lane, count, frame.array(place, lane), offset + position, stride);
    }

    private static int give(Lane lane, int count, float[] array, int offset, int stride) {
        lane.chainArrays[count] = array;
        lane.chainOffsets[count] = offset;
        lane.chainStrides[count] = stride;
        return count + 1;
    }
}
