package io.nacre.internal.run;

import io.nacre.internal.kernel.KernelChoice;
import io.nacre.internal.kernel.MatrixProducts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product {@code c = a . b + bias} with what follows it element by element: rows of {@code c} are finished by
 * the epilogue while they are in the cache.
 *
 * <p>A sum over many samples, as in the gradient of a kernel, is made of parts, which are added with what their
 * rounding loses (Kahan): one running sum of millions of samples in single precision would drop the small numbers that
 * it meets when it is large. Parts are also faster, since their rows of {@code b} stay in the cache.
 */
public final class MatrixProduct implements Instruction {
    private static final double NANOS_A_MULTIPLICATION = 0.03;
    /** Results to a block of rows, when an epilogue follows. */
    private static final int BLOCK = 4_096;

    /** Elements of {@code b} above which the product packs it, so that rows are not worth dividing. */
    private static final int PACKED = 262_144;

    /** The samples whose products are one running sum. More are added in parts. */
    private static final int RUNNING = 2_048;

    /** The samples to a part. */
    private static final int PART = 1_024;

    /** Results whose parts are added at a time, about. */
    private static final int ADDED = 65_536;

    private final String name;
    private final Size rows;
    private final Size columns;
    private final Size k;
    private final boolean transposeA;
    private final boolean transposeB;
    private final boolean byColumns;
    private final Place a;
    private final Place b;
    private final Place c;
    private final @Nullable Place bias;
    private final @Nullable Loop epilogue;

    /**
     * @param rows rows of c
     * @param columns columns of c
     * @param k the inner size
     * @param transposeA whether a is stored as [k, rows]
     * @param transposeB whether b is stored as [columns, k]; never with transposeA
     * @param byColumns whether threads divide columns instead of rows; for products that have no block of their own
     * @param bias a row that is added to each row of c
     */
    public MatrixProduct(
            String name,
            Size rows,
            Size columns,
            Size k,
            boolean transposeA,
            boolean transposeB,
            boolean byColumns,
            Place a,
            Place b,
            Place c,
            @Nullable Place bias,
            @Nullable Loop epilogue) {
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.k = k;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.byColumns = byColumns;
        this.a = a;
        this.b = b;
        this.c = c;
        this.bias = bias;
        this.epilogue = epilogue;
    }

    @Override
    public Size extent() {
        return byColumns ? columns : rows;
    }

    @Override
    public double cost(int batch) {
        double product = NANOS_A_MULTIPLICATION * rows.at(batch) * columns.at(batch) * k.at(batch);
        return epilogue == null ? product : product + epilogue.cost(batch);
    }

    @Override
    public Work work(int batch) {
        double m = rows.at(batch);
        double n = columns.at(batch);
        double inner = k.at(batch);
        Work product = Work.of(2 * m * n * inner, m * inner + inner * n + (isPrivate() ? 0 : m * n));
        return epilogue == null ? product : product.and(epilogue.work(batch));
    }

    @Override
    public Needs needs(int batch) {
        int n = columns.at(batch);
        int inner = k.at(batch);
        int product = scratch(rows.at(batch), n, inner);
        if (epilogue == null) {
            return new Needs(product, 0);
        }
        Needs finish = epilogue.needs(batch);
        int block = isPrivate() ? blockRows(n, inner, rows.at(batch)) * n + Frame.SLACK : 0;
        return new Needs(product + block + finish.scratch(), finish.values());
    }

    private int scratch(int count, int n, int inner) {
        if (isInParts(inner)) {
            return KernelChoice.best().scratch(count, n, RUNNING) + 2 * rowsAdded(count, n) * n;
        }
        return transposeB
                ? KernelChoice.best().scratchTransposedB(count, n, inner)
                : KernelChoice.best().scratch(count, n, inner);
    }

    private boolean isInParts(int inner) {
        return transposeA && inner > RUNNING;
    }

    private static int rowsAdded(int count, int n) {
        return Math.min(count, Math.max(8, ADDED / n / 8 * 8));
    }

    /** Whether the product itself is needed by its epilogue only, and so never leaves the cache. */
    private boolean isPrivate() {
        return c.array() < 0;
    }

    private int blockRows(int n, int inner, int all) {
        if (epilogue == null || (!isPrivate() && (long) inner * n > PACKED)) {
            return all;
        }
        return Math.min(all, Math.max(16, BLOCK / n / 8 * 8));
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        if (byColumns) {
            columns(frame, lane, from, to);
        } else {
            rows(frame, lane, from, to);
        }
    }

    private void columns(Frame frame, Lane lane, int from, int to) {
        int all = rows.at(frame.batch());
        int inner = k.at(frame.batch());
        product(frame, lane, 0, all, from, to - from, inner, frame.array(c), c.offset() + from);
        if (epilogue != null) {
            epilogue.runColumns(frame, lane, from, to, 0);
        }
    }

    private void rows(Frame frame, Lane lane, int from, int to) {
        int inner = k.at(frame.batch());
        int n = columns.at(frame.batch());
        int block = blockRows(n, inner, to - from);
        int scratchAt = epilogue == null ? 0 : scratch(block, n, inner);
        for (int row = from; row < to; row += block) {
            int rowsHere = Math.min(block, to - row);
            float[] out = frame.array(c, lane);
            int at = c.offset() + row * n;
            if (isPrivate()) {
                at = scratchAt;
                lane.block(scratchAt - row * n);
            }
            product(frame, lane, row, rowsHere, 0, n, inner, out, at);
            if (epilogue != null) {
                epilogue.run(frame, lane, row, row + rowsHere, scratchAt + (isPrivate() ? block * n + Frame.SLACK : 0));
            }
        }
    }

    private void product(
            Frame frame, Lane lane, int row, int rowsHere, int column, int n, int inner, float[] out, int at) {
        int width = columns.at(frame.batch());
        float[] start = bias == null ? MatrixProducts.ZEROS : frame.array(bias);
        int first = bias == null ? 0 : bias.offset() + column;
        if (isInParts(inner)) {
            int height = rowsAdded(rowsHere, n);
            for (int done = 0; done < rowsHere; done += height) {
                int now = Math.min(height, rowsHere - done);
                inParts(frame, lane, row + done, now, column, n, inner, start, first, out, at + done * width);
            }
        } else if (transposeA) {
            ofSamples(frame, lane, row, rowsHere, column, n, 0, inner, start, first, out, at, width);
        } else if (transposeB) {
            KernelChoice.now()
                    .matmulTransposedB(
                            rowsHere,
                            n,
                            inner,
                            frame.array(a),
                            a.offset() + row * inner,
                            inner,
                            frame.array(b),
                            b.offset() + column * inner,
                            inner,
                            start,
                            first,
                            out,
                            at,
                            width,
                            lane.scratch,
                            0);
        } else {
            KernelChoice.now()
                    .matmul(
                            rowsHere,
                            n,
                            inner,
                            frame.array(a),
                            a.offset() + row * inner,
                            inner,
                            frame.array(b),
                            b.offset() + column,
                            width,
                            start,
                            first,
                            out,
                            at,
                            width,
                            lane.scratch,
                            0);
        }
    }

    private void inParts(
            Frame frame,
            Lane lane,
            int row,
            int rowsHere,
            int column,
            int n,
            int inner,
            float[] start,
            int first,
            float[] out,
            int at) {
        int width = columns.at(frame.batch());
        float[] scratch = lane.scratch;
        int part = KernelChoice.best().scratch(rowsHere, n, RUNNING);
        int lost = part + rowsHere * n;
        Arrays.fill(scratch, lost, lost + rowsHere * n, 0f);
        ofSamples(frame, lane, row, rowsHere, column, n, 0, PART, start, first, out, at, width);
        for (int done = PART; done < inner; done += PART) {
            int now = Math.min(PART, inner - done);
            ofSamples(frame, lane, row, rowsHere, column, n, done, now, MatrixProducts.ZEROS, 0, scratch, part, n);
            for (int i = 0; i < rowsHere; i++) {
                add(n, scratch, part + i * n, lost + i * n, out, at + i * width);
            }
        }
    }

    /** Adds a row of a part to the sums, and keeps what their rounding loses. */
    private static void add(int n, float[] scratch, int part, int lost, float[] sums, int at) {
        for (int j = 0; j < n; j++) {
            float added = scratch[part + j] - scratch[lost + j];
            float sum = sums[at + j] + added;
            scratch[lost + j] = sum - sums[at + j] - added;
            sums[at + j] = sum;
        }
    }

    /** The product of some of the samples, where {@code a} is transposed. */
    private void ofSamples(
            Frame frame,
            Lane lane,
            int row,
            int rowsHere,
            int column,
            int n,
            int sample,
            int samples,
            float[] start,
            int first,
            float[] out,
            int at,
            int ld) {
        int height = rows.at(frame.batch());
        int width = columns.at(frame.batch());
        KernelChoice.now()
                .matmulTransposedA(
                        rowsHere,
                        n,
                        samples,
                        frame.array(a),
                        a.offset() + sample * height + row,
                        height,
                        frame.array(b),
                        b.offset() + sample * width + column,
                        width,
                        start,
                        first,
                        out,
                        at,
                        ld,
                        lane.scratch,
                        0);
    }

    @Override
    public String describe() {
        String sides = transposeA ? " (left transposed)" : transposeB ? " (right transposed)" : "";
        return "matrix product " + name + sides + ", " + columns + " columns, inner " + k
                + (bias == null ? "" : ", bias") + (epilogue == null ? "" : ", then " + epilogue.describe());
    }
}
