package io.nacre.internal.run;

import io.nacre.internal.kernel.KernelChoice;
import io.nacre.internal.kernel.MatrixProducts;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product cut along its inner size: each part multiplies some columns of {@code a} with the rows of {@code b}
 * that belong to them, and {@link PartsSum} adds the parts up.
 *
 * <p>It is cut for the sake of {@code b}, which is a weight. Each part is one thread's, and the same thread computes
 * the gradient of the same rows and updates them, so that rows stay in its core's cache from step to step. Cut by rows
 * of {@code a}, every thread would read all of {@code b}, half of which another core has just written.
 *
 * <p>The number of parts is fixed, so results do not depend on the number of threads.
 */
public final class PartialProducts implements Instruction {
    private static final double NANOS_A_MULTIPLICATION = 0.03;

    private final String name;
    private final int parts;
    private final Size extent;
    private final Size rows;
    private final int columns;
    private final int k;
    private final Place a;
    private final Place b;
    private final Place c;
    private final @Nullable Place bias;

    /**
     * @param rows rows of the product
     * @param columns columns of the product
     * @param k the inner size
     * @param c where the parts go, one after the other
     * @param bias a row that is added to each row of the first part
     */
    public PartialProducts(
            String name, int parts, Size rows, int columns, int k, Place a, Place b, Place c, @Nullable Place bias) {
        this.name = name;
        this.parts = parts;
        this.extent = Size.fixed(parts);
        this.rows = rows;
        this.columns = columns;
        this.k = k;
        this.a = a;
        this.b = b;
        this.c = c;
        this.bias = bias;
    }

    @Override
    public Size extent() {
        return extent;
    }

    @Override
    public double cost(int batch) {
        return NANOS_A_MULTIPLICATION * rows.at(batch) * columns * k;
    }

    @Override
    public Work work(int batch) {
        double m = rows.at(batch);
        return Work.of(2 * m * columns * k, m * k + (double) k * columns + parts * m * columns);
    }

    @Override
    public Needs needs(int batch) {
        return new Needs(KernelChoice.best().scratch(rows.at(batch), columns, k), 0);
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int count = rows.at(frame.batch());
        for (int part = from; part < to; part++) {
            int first = Stage.cut(k, part, parts);
            int inner = Stage.cut(k, part + 1, parts) - first;
            Place begin = part == 0 ? bias : null;
            KernelChoice.now()
                    .matmul(
                            count,
                            columns,
                            inner,
                            frame.array(a),
                            a.offset() + first,
                            k,
                            frame.array(b),
                            b.offset() + first * columns,
                            columns,
                            begin == null ? MatrixProducts.ZEROS : frame.array(begin),
                            begin == null ? 0 : begin.offset(),
                            frame.array(c),
                            c.offset() + part * count * columns,
                            columns,
                            lane.scratch,
                            0);
        }
    }

    @Override
    public String describe() {
        return "matrix product " + name + " in " + parts + " parts, " + columns + " columns, inner " + k
                + (bias == null ? "" : ", bias");
    }
}
