package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Decides which sums over leading axes are made of the sums of blocks, each summed by the thread that computed its
 * rows. A loop that needs the sums, such as that of a batch normalization, then waits for a few rows only, and finds
 * its own rows where it left them: cut by columns for the sum and by rows before and after, half of the array changes
 * cores twice (20 layers of 100 with batch normalization on two cores: 2.04 to 1.87 milliseconds a step).
 */
final class Blocks {
    /** Fewer entries are soon summed by columns. */
    private static final int FEW = 32;

    /** So many rows to a block at least: as high as a tile, which threads do not cut. */
    private static final int ROWS = 8;

    /** Twice that for small blocks of many rows (the same 20 layers: another 4 %), which leaves 8 threads work. */
    private static final int MANY = 128;

    private static final int SMALL = 256;

    /** Fewer columns are soon fetched. */
    private static final int COLUMNS = 16;

    private final Uses uses;
    private final int capacity;

    /** @param capacity the largest batch */
    Blocks(Uses uses, int capacity) {
        this.uses = uses;
        this.capacity = capacity;
    }

    boolean pay(Node sum) {
        Node summed = sum.inputs().get(0);
        return leading(sum) >= FEW && columns(sum) >= COLUMNS && leadsTo(sum, summed.shape());
    }

    /** Entries of the leading axis to a block: one of many rows, such as an image of many pixels, or 2, 4, 8 or 16. */
    int entries(Node sum) {
        int rows = leading(sum) >= MANY && columns(sum) <= SMALL ? 2 * ROWS : ROWS;
        int entries = 1;
        while (entries * rowsOfEntry(sum) < rows) {
            entries *= 2;
        }
        return entries;
    }

    /** Rows to an entry of the leading axis. */
    static int rowsOfEntry(Node sum) {
        int axes = ((Op.Sum) sum.op()).axes().size();
        return sum.inputs().get(0).shape().slice(1, axes).count();
    }

    /**
     * A node that stands for the memory of a sum's blocks: a row for each entry, of which the blocks take the first.
     */
    static Node memory(Node sum) {
        Shape rows = sum.inputs().get(0).shape().slice(0, 1);
        return Node.input("sums of blocks", rows.append(sum.shape().sizes()));
    }

    private int leading(Node sum) {
        return Sizes.leading(sum.inputs().get(0).shape()).at(capacity);
    }

    private int columns(Node sum) {
        return Sizes.count(sum.shape()).at(capacity);
    }

    /** Whether a node of a shape is computed from another: of sums that are results alone, nothing has to wait. */
    private boolean leadsTo(Node node, Shape shape) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>(uses.users(node));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next.shape().equals(shape)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(uses.users(next));
            }
        }
        return false;
    }
}
