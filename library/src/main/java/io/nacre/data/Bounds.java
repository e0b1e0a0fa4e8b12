package io.nacre.data;

/** Checks of sample indices; the messages say what is allowed and what was given. */
final class Bounds {
    private Bounds() {}

    /** One index below a count. */
    static int index(int index, int count) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("sample " + index + " does not exist; allowed are 0 to " + (count - 1));
        }
        return index;
    }

    /** A range of indices below a count, from {@code from} (inclusive) to {@code to} (exclusive). */
    static void range(int from, int to, int count) {
        if (from < 0 || to > count || from > to) {
            throw new IndexOutOfBoundsException("samples from " + from + " (inclusive) to " + to
                    + " (exclusive) are not among the " + count + " there are");
        }
    }

    /** As {@link #range}, with at least one index in it. */
    static void some(int from, int to, int count) {
        range(from, to, count);
        if (from == to) {
            throw new IndexOutOfBoundsException("samples from " + from + " (inclusive) to " + to
                    + " (exclusive) are none, but at least one is needed");
        }
    }

    /** Room for samples in the array that they are copied to. */
    static void room(int samples, int length, float[] target, int offset) {
        if (samples < 0 || offset < 0 || (long) samples * length > (long) target.length - offset) {
            throw new IndexOutOfBoundsException(samples + " samples of " + length + " numbers at offset " + offset
                    + " do not fit into an array of " + target.length);
        }
    }
}
