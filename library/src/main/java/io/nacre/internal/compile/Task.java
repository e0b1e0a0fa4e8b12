package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.internal.run.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** An instruction to be: what it computes and reads, before anything has a place in memory. */
final class Task {
    /** What a task does. */
    sealed interface Work {
        /**
         * A fused loop.
         *
         * @param like a node of the loop's shape
         * @param split how many leading axes are rows
         */
        record Loop(Node like, int split, SequencedSet<Node> nodes, SequencedSet<Node> reductions) implements Work {}

        /** A matrix product; {@code result} is its sum with the bias if there is one. */
        record Product(Node product, Node result) implements Work {}

        /** The parts of a matrix product, which begin with the bias of {@code result} if there is one. */
        record Parted(Node product, Node result) implements Work {}

        /** The sum of such parts; {@code parts} stands for their memory. */
        record PartsSum(Node parts, Node result) implements Work {}

        /** A sum over leading axes, with the elementwise work before it. */
        record ColumnSum(Node sum, SequencedSet<Node> nodes) implements Work {}

        /**
         * The sums of the blocks of its rows, with the elementwise work before it; {@code blocks} stands for their
         * memory.
         */
        record BlockSums(Node sum, SequencedSet<Node> nodes, Node blocks) implements Work {}

        /** The sum of such blocks. */
        record SumOfBlocks(Node blocks, Node sum) implements Work {}

        /** Softmax and the like. */
        record Rows(Node node, Op.OfRows op) implements Work {}

        /** Elements in another order. */
        record Rearrange(Node node, Op.Rearrangement op) implements Work {}

        /** A repetition that loops cannot do while they read. */
        record Repeat(Node node) implements Work {}

        /** A part of an array, or arrays one after the other. */
        record Blocks(Node node, Op.OfBlocks op) implements Work {}
    }

    /** A node in memory that a task reads. Local: each entry of the leading axis from the same entry only. */
    record Read(Node root, boolean local) {}

    /** A task that must come first; local: within one stage, if both are cut alike. */
    record After(Task task, boolean local) {}

    final Work work;
    final Size extent;
    final List<Read> reads = new ArrayList<>();
    final SequencedSet<Node> writes = new LinkedHashSet<>();
    final List<After> after = new ArrayList<>();
    int stage;

    @Nullable
    Task epilogue;

    /** Whether a matrix product is read by its epilogue only. */
    boolean isPrivate;

    /** Whether it is cut along the columns of its result, so that the extent is their number. */
    final boolean byColumns;

    Task(Work work, Size extent) {
        this(work, extent, false);
    }

    Task(Work work, Size extent, boolean byColumns) {
        this.work = work;
        this.extent = extent;
        this.byColumns = byColumns;
    }

    /** Whether the same thread does the same rows in both. */
    boolean isCutLike(Task other) {
        return !byColumns && !other.byColumns && extent.equals(other.extent);
    }
}
