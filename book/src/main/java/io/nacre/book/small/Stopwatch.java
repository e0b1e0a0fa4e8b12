package io.nacre.book.small;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times things beside each other: in turn, round by round, so that what else the machine does meets them all.
 *
 * @param rounds that are timed, after half as many to warm up
 * @param calls of each thing in a round
 */
record Stopwatch(int rounds, int calls) {
    /** The median over the rounds of the microseconds that a call of each takes. */
    List<Double> micros(List<Runnable> things) {
        int warmUp = (rounds + 1) / 2;
        double[][] micros = new double[things.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int thing = 0; thing < micros.length; thing++) {
                long begin = System.nanoTime();
                for (int call = 0; call < calls; call++) {
                    things.get(thing).run();
                }
                micros[thing][Math.max(0, round)] = (System.nanoTime() - begin) * 1e-3 / calls;
            }
        }
        List<Double> medians = new ArrayList<>();
        for (double[] each : micros) {
            Arrays.sort(each);
            medians.add(each[rounds / 2]);
        }
        return medians;
    }
}
