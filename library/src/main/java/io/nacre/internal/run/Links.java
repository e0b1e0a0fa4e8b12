package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.Chains;
import io.nacre.internal.kernel.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Neighbouring steps of a body that are elementary, and so can be done in one pass where there is code for them. */
final class Links {
    /** The first of the steps, and the one after the last. */
    final int first;

    final int end;

    /** For each step, where its result can go at once, though one after the other the steps would have to wait. */
    final @Nullable Place[] direct;

    private final Chains.Made made;
    private final int sources;
    private final int[] read;
    private final int[] numbers;
    private final int[] written;

    private Links(int sources, int first, int end, Chain chain, int[] read, int[] numbers, int[] written) {
        this.first = first;
        this.end = end;
        this.direct = new @Nullable Place[end - first];
        this.sources = sources;
        this.made = Chains.of(chain);
        this.read = read;
        this.numbers = numbers;
        this.written = written;
    }

    /**
     * Finds the runs of elementary steps in a body.
     *
     * @param number for each source whether it is one number
     * @param seen whether something beside the steps needs a step's result
     */
    static List<Links> of(boolean[] number, Step[] steps, boolean[] seen) {
        int[] lastRead = new int[number.length + steps.length];
        for (int s = 0; s < steps.length; s++) {
            for (int value : steps[s].arguments()) {
                lastRead[value] = s;
            }
        }
        List<Links> all = new ArrayList<>();
        int first = 0;
        for (int s = 0; s <= steps.length; s++) {
            boolean goesOn = s < steps.length && steps[s].elementary() != null && s - first < Chains.LONGEST;
            if (!goesOn) {
                if (s > first) {
                    all.add(of(number, steps, seen, lastRead, first, s));
                }
                first = s < steps.length && steps[s].elementary() != null ? s : s + 1;
            }
        }
        return all;
    }

    private static Links of(boolean[] number, Step[] steps, boolean[] seen, int[] lastRead, int first, int end) {
        int sources = number.length;
        int begin = sources + first;
        int[] arguments = IntStream.range(first, end)
                .flatMap(s -> Arrays.stream(steps[s].arguments()))
                .filter(value -> value < begin)
                .distinct()
                .toArray();
        int[] read =
                Arrays.stream(arguments).filter(v -> v >= sources || !number[v]).toArray();
        int[] numbers =
                Arrays.stream(arguments).filter(v -> v < sources && number[v]).toArray();
        int[] written = IntStream.range(first, end)
                .filter(s -> seen[s] || lastRead[sources + s] >= end)
                .map(s -> sources + s)
                .toArray();
        int[] name = new int[sources + end];
        int next = 0;
        for (int v : read) {
            name[v] = next++;
        }
        for (int v : numbers) {
            name[v] = next++;
        }
        List<Chain.Link> links = new ArrayList<>();
        for (int s = first; s < end; s++) {
            name[sources + s] = next++;
            links.add(link(steps[s], name, number));
        }
        List<Integer> stored = Arrays.stream(written).map(v -> name[v]).boxed().toList();
        return new Links(
                sources,
                first,
                end,
                new Chain(read.length, 0, numbers.length, links, stored, List.of()),
                read,
                numbers,
                written);
    }

    /**
     * A step as a link.
     *
     * @param name the number that each value has in the chain
     * @param number for each source whether it is one number
     */
    static Chain.Link link(Step step, int[] name, boolean[] number) {
        Elementary operation = step.elementary();
        if (operation == null) {
            throw new IllegalArgumentException("not an elementary step: " + step);
        }
        int[] a = step.arguments();
        if (a.length == 2 && isNumber(a[0], number) && !isNumber(a[1], number) && operation.isSymmetric()) {
            a = new int[] {a[1], a[0]};
        }
        return new Chain.Link(operation, name[a[0]], a.length > 1 ? name[a[1]] : -1, a.length > 2 ? name[a[2]] : -1);
    }

    private static boolean isNumber(int value, boolean[] number) {
        return value < number.length && number[value];
    }

    /** Its code, or null as long as there is none; asking counts as a run on so many elements. */
    Chain.@Nullable Code code(int n) {
        return made.code(n);
    }

    /** Does all steps on a block. */
    void run(Chain.Code code, Frame frame, Lane lane, int n, int position) {
        float[][] arrays = lane.chainArrays;
        int[] offsets = lane.chainOffsets;
        int count = 0;
        for (int v : read) {
            arrays[count] = lane.array[v];
            offsets[count++] = lane.offset[v];
        }
        for (int v : written) {
            Place place = direct[v - sources - first];
            lane.direct[v] = place != null;
            arrays[count] = place == null ? lane.array[v] : frame.array(place);
            offsets[count++] = place == null ? lane.offset[v] : place.offset() + position;
        }
        for (int k = 0; k < numbers.length; k++) {
            lane.chainNumbers[k] = lane.number[numbers[k]];
        }
        code.run(1, n, arrays, offsets, lane.chainStrides, lane.chainNumbers);
    }
}
