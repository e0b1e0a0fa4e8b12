package io.nacre.internal.run;

import io.nacre.internal.kernel.KernelChoice;
import java.util.Locale;

/** A function that looks at a whole row at once. */
public final class RowFunction implements Instruction {
    /** Which function. */
    public enum Kind {
        /** {@code e^x / sum(e^x)} */
        SOFTMAX,
        /** {@code x - log(sum(e^x))} */
        LOG_SOFTMAX,
        /** the position of the first largest element: one number a row */
        ARG_MAX,
        /** the sums of the first elements */
        CUMULATIVE_SUM,
        /** the sums of the last elements */
        REVERSE_CUMULATIVE_SUM
    }

    private static final double NANOS_AN_ELEMENT = 2;

    private final Kind kind;
    private final Size extent;
    private final int rowsOfExtent;
    private final int columns;
    private final Place in;
    private final Place out;

    /**
     * @param extent the size of the leading axis
     * @param rowsOfExtent rows to one entry of the leading axis
     * @param columns elements to a row
     */
    public RowFunction(Kind kind, Size extent, int rowsOfExtent, int columns, Place in, Place out) {
        this.kind = kind;
        this.extent = extent;
        this.rowsOfExtent = rowsOfExtent;
        this.columns = columns;
        this.in = in;
        this.out = out;
    }

    @Override
    public Size extent() {
        return extent;
    }

    @Override
    public double cost(int batch) {
        return NANOS_AN_ELEMENT * extent.at(batch) * rowsOfExtent * columns;
    }

    @Override
    public Work work(int batch) {
        double elements = (double) extent.at(batch) * rowsOfExtent * columns;
        return Work.of(3 * elements, 2 * elements);
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int first = from * rowsOfExtent;
        int rows = (to - from) * rowsOfExtent;
        float[] a = frame.array(in);
        int ao = in.offset() + first * columns;
        float[] result = frame.array(out);
        switch (kind) {
            case SOFTMAX -> KernelChoice.now().softmax(rows, columns, a, ao, result, out.offset() + first * columns);
            case LOG_SOFTMAX ->
                KernelChoice.now().logSoftmax(rows, columns, a, ao, result, out.offset() + first * columns);
            case CUMULATIVE_SUM -> {
                for (int r = 0; r < rows; r++) {
                    sums(columns, a, ao + r * columns, 1, result, out.offset() + (first + r) * columns);
                }
            }
            case REVERSE_CUMULATIVE_SUM -> {
                for (int r = 1; r <= rows; r++) {
                    sums(columns, a, ao + r * columns - 1, -1, result, out.offset() + (first + r) * columns - 1);
                }
            }
            case ARG_MAX -> {
                for (int r = 0; r < rows; r++) {
                    result[out.offset() + first + r] = KernelChoice.now().argmax(columns, a, ao + r * columns);
                }
            }
        }
    }

    private static void sums(int n, float[] a, int ao, int step, float[] out, int oo) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[ao + i * step];
            out[oo + i * step] = (float) sum;
        }
    }

    @Override
    public String describe() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + " of rows of " + columns;
    }
}
