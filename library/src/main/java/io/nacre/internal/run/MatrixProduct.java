package io.nacre.internal.run;

import io.nacre.internal.kernel.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product {@code c = a . b + bias} with what follows it element by element: rows of {@code c} are finished by
 * the epilogue while they are in the cache.
 */
public final class MatrixProduct implements Instruction {
    private static final double NANOS_A_MULTIPLICATION = 0.03;
    /** Results to a block of rows, when an epilogue follows. */
    private static final int BLOCK = 16_384;

    /** Elements of {@code b} above which the product packs it, so that rows are not worth dividing. */
    private static final int PACKED = 262_144;

    private final Kernels kernels = Kernels.best();
    private final String name;
    private final Size rows;
    private final Size columns;
    private final Size k;
    private final boolean transposeA;
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
     * @param bias a row that is added to each row of c
     */
    public MatrixProduct(
            String name,
            Size rows,
            Size columns,
            Size k,
            boolean transposeA,
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
        this.a = a;
        this.b = b;
        this.c = c;
        this.bias = bias;
        this.epilogue = epilogue;
    }

    @Override
    public Size extent() {
        return rows;
    }

    @Override
    public double cost(int batch) {
        double product = NANOS_A_MULTIPLICATION * rows.at(batch) * columns.at(batch) * k.at(batch);
        return epilogue == null ? product : product + epilogue.cost(batch);
    }

    @Override
    public Needs needs(int batch) {
        Needs product = new Needs(kernels.scratch(rows.at(batch), columns.at(batch), k.at(batch)), 0);
        return epilogue == null ? product : product.and(epilogue.needs(batch));
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int inner = k.at(frame.batch());
        int n = columns.at(frame.batch());
        int block = epilogue == null || (long) inner * n > PACKED ? to - from : Math.max(16, BLOCK / n);
        for (int row = from; row < to; row += block) {
            int rowsHere = Math.min(block, to - row);
            product(frame, lane, row, rowsHere, n, inner);
            if (epilogue != null) {
                epilogue.run(frame, lane, row, row + rowsHere, 0);
            }
        }
    }

    private void product(Frame frame, Lane lane, int row, int rowsHere, int n, int inner) {
        float[] out = frame.array(c);
        int at = c.offset() + row * n;
        if (bias == null) {
            Arrays.fill(out, at, at + rowsHere * n, 0f);
        } else {
            for (int r = 0; r < rowsHere; r++) {
                System.arraycopy(frame.array(bias), bias.offset(), out, at + r * n, n);
            }
        }
        if (transposeA) {
            kernels.matmulTransposedA(
                    rowsHere,
                    n,
                    inner,
                    frame.array(a),
                    a.offset() + row,
                    rows.at(frame.batch()),
                    frame.array(b),
                    b.offset(),
                    n,
                    out,
                    at,
                    n,
                    lane.scratch,
                    0);
        } else {
            kernels.matmul(
                    rowsHere,
                    n,
                    inner,
                    frame.array(a),
                    a.offset() + row * inner,
                    inner,
                    frame.array(b),
                    b.offset(),
                    n,
                    out,
                    at,
                    n,
                    lane.scratch,
                    0);
        }
    }

    @Override
    public String describe() {
        return "matrix product " + name + (transposeA ? " (left transposed)" : "") + ", " + columns + " columns, inner "
                + k + (bias == null ? "" : ", bias") + (epilogue == null ? "" : ", then " + epilogue.describe());
    }
}
