package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;

/**
 * Products whose right side is so large that kernels copy it, panel by panel, into the order in which they read it.
 *
 * <p>They are cut along their columns: cut by rows, every thread would copy all of the right side, and so it copies
 * only its own columns. In exchange it copies the whole left side, which is smaller (half of 256 x 1024 . 1024 x 1024,
 * with B in memory: 2.8 milliseconds cut by rows, 2.65 cut by columns). And where the right side is a transpose, that
 * copy takes its place: written out by two threads, it took 0.35 milliseconds before each such product.
 */
final class LargeProducts {
    /** Elements of a right side that is copied. */
    private static final long LARGE = 256 << 10;

    /** Of fewer columns a right side that is no transpose is read where it lies. */
    private static final int COLUMNS = 512;

    /** Fewer rows do not pay for copies. */
    private static final int ROWS = 64;

    /** Steps of k up to which copies of transposed panels need little memory. */
    private static final int STEPS = 2 << 10;

    private final int capacity;

    /** @param capacity the largest batch */
    LargeProducts(int capacity) {
        this.capacity = capacity;
    }

    boolean isCutByColumns(Node product) {
        boolean copied = product.size(1) >= COLUMNS || product.inputs().get(1).op() instanceof Op.Transpose;
        if (!isLarge(product) || !copied || ((Op.MatMul) product.op()).transposeA() || product.size(1) < 0) {
            return false;
        }
        int rows = Sizes.of(product.size(0)).at(capacity);
        return rows >= ROWS && rows <= product.size(1);
    }

    /** Whether a transpose is nothing but a product's right side, and its copy can take its place. */
    boolean canTranspose(Node product, Node right) {
        return product.op() instanceof Op.MatMul
                && product.inputs().get(0) != right
                && isCutByColumns(product)
                && Sizes.of(right.size(0)).at(capacity) <= STEPS;
    }

    /** Whether kernels copy the right side, and so should have all rows at once. */
    boolean isLarge(Task task) {
        return task.work instanceof Task.Work.Product(Node product, Node result) && isLarge(product);
    }

    private boolean isLarge(Node product) {
        return Sizes.count(product.inputs().get(1).shape()).at(capacity) > LARGE;
    }
}
