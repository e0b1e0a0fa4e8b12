package io.nacre.internal.run;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the values of a body that are not in memory a block of scratch memory each, and takes it back after the last use. */
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
        Arrays.fill(register, NOWHERE);
        Arrays.fill(late, NOWHERE);
        this.count = assign(stored, kept);
    }

    /** Whether a value is one number for all elements. */
    boolean isNumber(int value) {
        return number[value];
    }

    private int assign(@Nullable Place[] stored, List<Integer> kept) {
        int[] lastUse = new int[register.length];
        for (int s = 0; s < steps.length; s++) {
            for (int value : steps[s].arguments()) {
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
        if (place == null) {
            return false;
        }
        for (int later = step + 1; later < steps.length; later++) {
            for (int value : steps[later].arguments()) {
                if (value < sources.length && sources[value] instanceof Source.Full(Place read) && read.equals(place)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a step from this one on reads a value. */
    boolean isRead(int value, int from) {
        return Arrays.stream(steps, from, steps.length)
                .anyMatch(step -> Arrays.stream(step.arguments()).anyMatch(read -> read == value));
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
                case Step.Map1 m -> m.a() == value;
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
}
