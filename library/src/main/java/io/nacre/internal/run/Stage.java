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
    private static int cut(int extent, int thread, int threads) {
        int cut = (int) ((long) extent * thread / threads);
        return thread == threads || extent < 8 * threads ? cut : cut & ~7;
    }
}
