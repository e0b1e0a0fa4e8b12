package io.nacre.internal.run;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of a body that are not in memory a block of scratch memory each, and takes it back after the last
 * use.
 */
final class Registers {
    static final int NOWHERE = -1;

    /** For each value its register, or {@link #NOWHERE}. */
    final int[] register;

    /** For each value that goes to memory only after all steps, since they still read what is there: its register. */
    final int[] late;

    /** For each value, whether it is a row, column or number that is written out. */
    final boolean[] expanded;

    /** How many there are. */
    final int count;

    private final boolean[] number;
    private final Source[] sources;
    private final Step[] steps;
    private final int[] lastRead;
    private final Map<Place, Integer> lastReadOf = new HashMap<>();

    Registers(Source[] sources, Step[] steps, @Nullable Place[] stored, List<Integer> kept) {
        this.sources = sources;
        this.steps = steps;
        int values = sources.length + steps.length;
        this.number = new boolean[values];
        for (int v = 0; v < sources.length; v++) {
            number[v] = sources[v].isNumber();
        }
        this.expanded = new boolean[values];
        this.register = new int[values];
        this.late = new int[values];
        this.lastRead = new int[values];
        Arrays.fill(lastRead, NOWHERE);
        Arrays.fill(register, NOWHERE);
        Arrays.fill(late, NOWHERE);
        this.count = assign(stored, kept);
    }

    /** Whether a value is one number for all elements. */
    boolean isNumber(int value) {
        return number[value];
    }

    private int assign(@Nullable Place[] stored, List<Integer> kept) {
        for (int s = 0; s < steps.length; s++) {
            for (int value : steps[s].arguments()) {
                lastRead[value] = s;
                if (value < sources.length && sources[value] instanceof Source.Full(Place place)) {
                    lastReadOf.put(place, s);
                }
            }
        }
        int[] lastUse = new int[register.length];
        Arrays.setAll(lastUse, value -> Math.max(0, lastRead[value]));
        boolean[] expandedNumbers = expandedNumbers(kept);
        kept.forEach(value -> lastUse[value] = Integer.MAX_VALUE);
        int next = 0;
        for (int v = 0; v < sources.length; v++) {
            if (sources[v] instanceof Source.Row || sources[v] instanceof Source.Column || expandedNumbers[v]) {
                expanded[v] = true;
                register[v] = next++;
                lastUse[v] = Integer.MAX_VALUE;
            }
        }
        Deque<Integer> free = new ArrayDeque<>();
        for (int s = 0; s < steps.length; s++) {
            int result = sources.length + s;
            for (int value : Arrays.stream(steps[s].arguments()).distinct().toArray()) {
                if (lastUse[value] == s && register[value] != NOWHERE) {
                    free.push(register[value]);
                }
            }
            boolean waits = isReadLater(stored[s], s);
            if (stored[s] == null || waits) {
                register[result] = free.isEmpty() ? next++ : free.pop();
                if (waits) {
                    late[result] = register[result];
                    lastUse[result] = Integer.MAX_VALUE;
                }
            }
        }
        return next;
    }

    /** Whether a source that a result overwrites is still read by a later step. */
    boolean isReadLater(@Nullable Place place, int step) {
        return place != null && lastReadOf.getOrDefault(place, -1) > step;
    }

    /** Whether a step from this one on reads a value. */
    boolean isRead(int value, int from) {
        return lastRead[value] >= from;
    }

    /** The numbers that are used where a kernel wants an array. */
    private boolean[] expandedNumbers(List<Integer> kept) {
        boolean[] wanted = new boolean[number.length];
        kept.forEach(value -> wanted[value] = true);
        for (Step step : steps) {
            switch (step) {
                case Step.Map1 m -> wanted[m.a()] = true;
                case Step.Map2 m -> {
                    wanted[m.a()] |= isNumber(m.b()) || m.left() == null || m.a() == m.b();
                }
                case Step.Select(int c, int a, int b) -> {
                    wanted[c] = true;
                    wanted[a] = true;
                    wanted[b] = true;
                }
                case Step.Uniform u -> {}
                case Step.Copy c -> {}
            }
        }
        for (int v = 0; v < wanted.length; v++) {
            wanted[v] &= isNumber(v);
        }
        return wanted;
    }
}
