package io.nacre.internal.compile;

import java.util.HashMap;
import java.util.Map;

/** Memory in which blocks lie that are needed for some stages only, so that several can have the same place. */
final class Shelf {
    // Of each block, in the order of their offsets. Arrays, since each new block is held against all of them.
    private final int[] offsets;
    private final int[] ends;
    private final int[] firsts;
    private final int[] lasts;
    private final Map<Demand, Integer> known = new HashMap<>();
    private int count;
    private int largest;
    private int height;

    /** What is asked of a place. */
    private record Demand(int size, int first, int last) {}

    /** @param blocks how many there will be at most */
    Shelf(int blocks) {
        this.offsets = new int[blocks];
        this.ends = new int[blocks];
        this.firsts = new int[blocks];
        this.lasts = new int[blocks];
    }

    /**
     * Puts a block that is needed from one stage to another at the lowest offset that is free, and returns that. A
     * place below the last block of the same size and the same stages was not free for that one, and is not now: the
     * search begins at its end.
     */
    int put(int size, int first, int last) {
        Demand demand = new Demand(size, first, last);
        int offset = known.getOrDefault(demand, 0);
        for (int i = below(offset - largest); i < count; i++) {
            if (first <= lasts[i] && firsts[i] <= last) {
                if (offsets[i] - offset >= size) {
                    break;
                }
                offset = Math.max(offset, ends[i]);
            }
        }
        int end = Math.addExact(offset, size);
        known.put(demand, end);
        int at = below(offset);
        insert(offsets, at, offset);
        insert(ends, at, end);
        insert(firsts, at, first);
        insert(lasts, at, last);
        count++;
        largest = Math.max(largest, size);
        height = Math.max(height, end);
        return offset;
    }

    /** The number of blocks that begin below an offset. */
    private int below(int offset) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int[] values, int at, int value) {
        System.arraycopy(values, at, values, at + 1, count - at);
        values[at] = value;
    }

    /** The end of the highest block. */
    int height() {
        return height;
    }
}
