package io.nacre.internal.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Instructions between two barriers. Whatever one of them reads of another's result lies in the rows that the same
 * thread computed.
 */
public final class Stage {
    private static final int TILE = 8;

    private final List<Instruction> instructions;
    /** For each instruction the largest unit among those that are cut alike. */
    private final int[] units;

    /** Copies the list. */
    public Stage(List<Instruction> instructions) {
        this.instructions = List.copyOf(instructions);
        Map<Size, Integer> largest = new HashMap<>();
        this.instructions.forEach(instruction -> largest.merge(instruction.extent(), instruction.unit(), Math::max));
        this.units = this.instructions.stream()
                .mapToInt(instruction -> largest.getOrDefault(instruction.extent(), 1))
                .toArray();
    }

    /** In the order in which a thread runs them. */
    public List<Instruction> instructions() {
        return instructions;
    }

    double cost(int batch) {
        double cost = 0;
        for (Instruction instruction : instructions) {
            cost += instruction.cost(batch);
        }
        return cost;
    }

    /** All of the work on one thread, with the nanoseconds of each instruction added to those before. */
    void run(Frame frame, Lane lane, double[] nanos, int first) {
        for (int i = 0; i < instructions.size(); i++) {
            long begin = System.nanoTime();
            instructions.get(i).run(frame, lane, 0, instructions.get(i).extent().at(frame.batch()));
            nanos[first + i] += System.nanoTime() - begin;
        }
    }

    /** One thread's share of the work. */
    void run(Frame frame, Lane lane, int thread, int threads) {
        for (int i = 0; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            int extent = instruction.extent().at(frame.batch());
            int from = cut(extent, thread, threads, units[i]);
            int to = cut(extent, thread + 1, threads, units[i]);
            if (from < to) {
                instruction.run(frame, lane, from, to);
            }
        }
    }

    /** Where the share of a thread begins: at a multiple of 8 where there are enough rows. */
    static int cut(int extent, int thread, int threads) {
        return cut(extent, thread, threads, 1);
    }

    private static int cut(int extent, int thread, int threads, int unit) {
        int cut = (int) ((long) extent * thread / threads);
        if (thread == threads) {
            return cut;
        }
        int multiple = extent < TILE * threads ? unit : Math.max(TILE, unit);
        return cut / multiple * multiple;
    }
}
