package io.nacre.internal.compile;

import java.util.Arrays;

/** Memory in which blocks lie that are needed for some stages only, so that several can have the same place. */
final class Shelf {
    // Of each block, in the order of their offsets. Arrays, since each new block is held against all of them.
    private final int[] offsets;
    private final int[] ends;
    private final int[] firsts;
    private final int[] lasts;
    private int count;
    private int height;

    /** @param blocks how many there will be at most */
    Shelf(int blocks) {
        this.offsets = new int[blocks];
        this.ends = new int[blocks];
        this.firsts = new int[blocks];
        this.lasts = new int[blocks];
    }

    /** Puts a block that is needed from one stage to another at the lowest offset that is free, and returns that. */
    int put(int size, int first, int last) {
        int offset = 0;
        for (int i = 0; i < count; i++) {
            if (first <= lasts[i] && firsts[i] <= last) {
                if (offsets[i] - offset >= size) {
                    break;
                }
                offset = Math.max(offset, ends[i]);
            }
        }
        int end = Math.addExact(offset, size);
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        int at = found < 0 ? -found - 1 : found;
        insert(offsets, at, offset);
        insert(ends, at, end);
        insert(firsts, at, first);
        insert(lasts, at, last);
        count++;
        height = Math.max(height, end);
        return offset;
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
