package io.nacre.internal.run;

import io.nacre.internal.kernel.Kernels;
import io.nacre.internal.kernel.MatrixProducts;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product {@code c = a . b + bias} with what follows it element by element: rows of {@code c} are finished by
 * the epilogue while they are in the cache.
 */
public final class MatrixProduct implements Instruction {
    private static final double NANOS_A_MULTIPLICATION = 0.03;
    /** Results to a block of rows, when an epilogue follows. */
    private static final int BLOCK = 4_096;

    /** Elements of {@code b} above which the product packs it, so that rows are not worth dividing. */
    private static final int PACKED = 262_144;

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
        return transposeB
                ? Kernels.best().scratchTransposedB(count, n, inner)
                : Kernels.best().scratch(count, n, inner);
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
        if (transposeA) {
            Kernels.now()
                    .matmulTransposedA(
                            rowsHere,
                            n,
                            inner,
                            frame.array(a),
                            a.offset() + row,
                            rows.at(frame.batch()),
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
        } else if (transposeB) {
            Kernels.now()
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
            Kernels.now()
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

    @Override
    public String describe() {
        String sides = transposeA ? " (left transposed)" : transposeB ? " (right transposed)" : "";
        return "matrix product " + name + sides + ", " + columns + " columns, inner " + k
                + (bias == null ? "" : ", bias") + (epilogue == null ? "" : ", then " + epilogue.describe());
    }
}
