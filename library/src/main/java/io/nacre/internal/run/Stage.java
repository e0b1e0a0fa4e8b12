package io.nacre.internal.run;

import java.util.List;

/**
 * Instructions between two barriers. Whatever one of them reads of another's result lies in the rows that the same
 * thread computed.
 */
public record Stage(List<Instruction> instructions) {
    /** Copies the list. */
    public Stage {
        instructions = List.copyOf(instructions);
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
            int from = cut(extent, thread, threads);
            int to = cut(extent, thread + 1, threads);
            if (from < to) {
                instruction.run(frame, lane, from, to);
            }
        }
    }

    /** Where the share of a thread begins: at a multiple of 8 where there are enough rows. */
    static int cut(int extent, int thread, int threads) {
        int cut = (int) ((long) extent * thread / threads);
        return thread == threads || extent < 8 * threads ? cut : cut & ~7;
    }
}
