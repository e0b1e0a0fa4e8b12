package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Unary;
import io.nacre.graph.Variable;
import io.nacre.internal.run.BlockSums;
import io.nacre.internal.run.ColumnSum;
import io.nacre.internal.run.CopyBlocks;
import io.nacre.internal.run.Instruction;
import io.nacre.internal.run.Loop;
import io.nacre.internal.run.MatrixProduct;
import io.nacre.internal.run.PartialProducts;
import io.nacre.internal.run.PartsSum;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Rearrange;
import io.nacre.internal.run.RowFunction;
import io.nacre.internal.run.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes tasks, whose arrays have places by now, as instructions. */
final class Emitter {
    private final Uses uses;
    private final Blocks blocks;
    private final Placement placement;
    private final Streamed streams = new Streamed();

    /** The random streams of a plan, numbered. */
    static final class Streamed {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        int number(String name) {
            return numbers.computeIfAbsent(name, n -> numbers.size());
        }
    }

    Emitter(Uses uses, Blocks blocks, Placement placement) {
        this.uses = uses;
        this.blocks = blocks;
        this.placement = placement;
    }

    List<String> streams() {
        return List.copyOf(streams.numbers.keySet());
    }

    Instruction emit(Task task) {
        return switch (task.work) {
            case Task.Work.Loop loop -> loop(task, loop);
            case Task.Work.Product(Node product, Node result) -> product(task, product, result);
            case Task.Work.Parted(Node product, Node result) -> parted(task, product, result);
            case Task.Work.PartsSum(Node parts, Node result) ->
                new PartsSum(Parts.COUNT, task.extent, result.size(1), placement.of(parts), placement.of(result));
            case Task.Work.ColumnSum(Node sum, var nodes) -> columnSum(sum, nodes);
            case Task.Work.BlockSums(Node sum, var nodes, Node memory) -> blockSums(task, sum, nodes, memory);
            case Task.Work.SumOfBlocks(Node memory, Node sum) -> sumOfBlocks(memory, sum);
            case Task.Work.Rows(Node node, var op) -> rows(task, node, op);
            case Task.Work.Rearrange(Node node, var op) -> rearrange(node, op);
            case Task.Work.Repeat(Node node) -> repeat(node);
            case Task.Work.Blocks(Node node, var op) -> blocks(task, node, op);
        };
    }

    /** A copy of a node's numbers into a variable. */
    Instruction copy(Node value, Variable variable) {
        LoopBody body = new LoopBody(placement, streams, 0);
        int source = body.value(value);
        body.copy(source, placement.of(variable));
        Size count = Sizes.count(variable.shape());
        return new Loop(
                "copy to " + variable, count, 1, Size.fixed(1), body.sources, body.steps(), body.stored(), List.of());
    }

    private Loop loop(Task task, Task.Work.Loop loop) {
        Shape shape = loop.like().shape();
        int split = loop.split();
        LoopBody body = new LoopBody(placement, streams, split);
        SequencedSet<Node> inside = loop.nodes();
        for (Node node : inside) {
            Tasks.externalInputs(node, inside::contains).forEach(body::read);
        }
        loop.reductions().stream()
                .map(reduction -> reduction.inputs().get(0))
                .filter(input -> !inside.contains(input))
                .forEach(body::read);
        for (Node node : inside) {
            body.add(node, task.writes.contains(node));
        }
        List<Loop.RowReduction> reductions = loop.reductions().stream()
                .map(node -> new Loop.RowReduction(
                        node.op() instanceof Op.Sum, body.value(node.inputs().get(0)), placement.of(node)))
                .toList();
        int rowsOfExtent = split <= 1 ? 1 : shape.slice(1, split).count();
        Size columns = Sizes.count(shape.slice(split, shape.rank()));
        return new Loop(
                name(loop.like(), inside, loop.reductions()),
                task.extent,
                rowsOfExtent,
                columns,
                body.sources,
                body.steps(),
                body.stored(),
                reductions);
    }

    private static String name(Node like, Collection<Node> nodes, Collection<Node> reductions) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(word(node.op())));
        reductions.forEach(node -> names.add(word(node.op())));
        return String.join("-", names) + " " + like.shape();
    }

    private static String word(Op op) {
        String word = op instanceof Op.Map1(Unary function)
                ? function.name()
                : op instanceof Op.Map2(Binary function)
                        ? function.name()
                        : op.getClass().getSimpleName();
        return word.toLowerCase(Locale.ROOT);
    }

    private Instruction product(Task task, Node product, Node result) {
        Node a = product.inputs().get(0);
        Node b = product.inputs().get(1);
        boolean transposeA = ((Op.MatMul) product.op()).transposeA();
        boolean transposeB = uses.isAbsorbed(b);
        @Nullable Place bias = result == product ? null : placement.of(Tasks.bias(product, result));
        @Nullable
        Loop epilogue = task.epilogue != null && task.epilogue.work instanceof Task.Work.Loop work
                ? loop(task.epilogue, work)
                : null;
        return new MatrixProduct(
                a.shape() + " . " + b.shape(),
                Sizes.of(product.size(0)),
                Sizes.of(product.size(1)),
                Sizes.of(a.size(transposeA ? 0 : 1)),
                transposeA,
                transposeB,
                task.byColumns,
                placement.of(a),
                placement.of(transposeB ? b.inputs().get(0) : b),
                placement.of(result),
                bias,
                epilogue);
    }

    private Instruction parted(Task task, Node product, Node result) {
        Node a = product.inputs().get(0);
        Node b = product.inputs().get(1);
        return new PartialProducts(
                a.shape() + " . " + b.shape(),
                Parts.COUNT,
                Sizes.of(product.size(0)),
                product.size(1),
                b.size(0),
                placement.of(a),
                placement.of(b),
                placement.of(task.writes.getFirst()),
                result == product ? null : placement.of(Tasks.bias(product, result)));
    }

    private Instruction columnSum(Node sum, SequencedSet<Node> nodes) {
        Node summed = sum.inputs().get(0);
        int split = ((Op.Sum) sum.op()).axes().size();
        LoopBody body = summedBody(sum, nodes);
        return new ColumnSum(
                name(summed, nodes, List.of(sum)),
                Sizes.count(summed.shape().slice(0, split)),
                1,
                Sizes.count(sum.shape()),
                body.sources,
                body.steps(),
                body.value(summed),
                placement.of(sum));
    }

    private Instruction blockSums(Task task, Node sum, SequencedSet<Node> nodes, Node memory) {
        Node summed = sum.inputs().get(0);
        LoopBody body = summedBody(sum, nodes);
        return new BlockSums(
                name(summed, nodes, List.of(sum)),
                task.extent,
                blocks.entries(sum),
                Blocks.rowsOfEntry(sum),
                Sizes.count(sum.shape()),
                body.sources,
                body.steps(),
                body.value(summed),
                placement.of(memory));
    }

    private Instruction sumOfBlocks(Node memory, Node sum) {
        LoopBody body = new LoopBody(placement, streams, 1);
        body.read(memory);
        return new ColumnSum(
                "sum of blocks",
                Sizes.leading(memory.shape()),
                blocks.entries(sum),
                Sizes.count(sum.shape()),
                body.sources,
                body.steps(),
                body.value(memory),
                placement.of(sum));
    }

    private LoopBody summedBody(Node sum, SequencedSet<Node> nodes) {
        LoopBody body =
                new LoopBody(placement, streams, ((Op.Sum) sum.op()).axes().size());
        Tasks.summedInputs(sum, nodes).forEach(body::read);
        nodes.forEach(node -> body.add(node, false));
        return body;
    }

    private Instruction rows(Task task, Node node, Op.OfRows op) {
        Shape shape = node.inputs().get(0).shape();
        RowFunction.Kind kind = switch (op) {
            case Op.Softmax _ -> RowFunction.Kind.SOFTMAX;
            case Op.LogSoftmax _ -> RowFunction.Kind.LOG_SOFTMAX;
            case Op.ArgMax _ -> RowFunction.Kind.ARG_MAX;
            case Op.CumulativeSum(boolean reverse) ->
                reverse ? RowFunction.Kind.REVERSE_CUMULATIVE_SUM : RowFunction.Kind.CUMULATIVE_SUM;
        };
        int rowsOfExtent =
                shape.rank() <= 2 ? 1 : shape.slice(1, shape.rank() - 1).count();
        return new RowFunction(
                kind,
                task.extent,
                rowsOfExtent,
                shape.size(-1),
                placement.of(node.inputs().get(0)),
                placement.of(node));
    }

    private Instruction rearrange(Node node, Op.Rearrangement op) {
        return switch (op) {
            case Op.Transpose(List<Integer> permutation) -> rearranged(node, permutation);
        };
    }

    private Instruction repeat(Node node) {
        int added = node.shape().rank() - node.inputs().get(0).shape().rank();
        return rearranged(
                node,
                IntStream.range(0, node.shape().rank())
                        .map(axis -> axis - added)
                        .boxed()
                        .toList());
    }

    /** @param from of each axis of the result, that of the input along which it goes; negative where it is repeated */
    private Instruction rearranged(Node node, List<Integer> from) {
        Node in = node.inputs().get(0);
        List<Size> strides = new ArrayList<>();
        List<Size> sizes = new ArrayList<>();
        for (int axis = 0; axis < node.shape().rank(); axis++) {
            sizes.add(Sizes.of(node.size(axis)));
            int along = from.get(axis);
            boolean repeated = along < 0 || in.size(along) != node.size(axis);
            strides.add(
                    repeated
                            ? Size.fixed(0)
                            : Sizes.count(in.shape().slice(along + 1, in.shape().rank())));
        }
        return new Rearrange(sizes, strides, placement.of(in), placement.of(node));
    }

    private Instruction blocks(Task task, Node node, Op.OfBlocks op) {
        int axis = op.axis();
        int from = switch (op) {
            case Op.Slice slice -> slice.from();
            case Op.Concatenate _ -> 0;
        };
        Shape shape = node.shape();
        int entry = shape.slice(axis + 1, shape.rank()).count();
        List<CopyBlocks.Part> parts = new ArrayList<>();
        for (Node input : node.inputs()) {
            int copied = Math.min(input.size(axis), shape.size(axis)) * entry;
            parts.add(new CopyBlocks.Part(placement.of(input), input.size(axis) * entry, from * entry, copied));
        }
        int blocks = axis <= 1 ? 1 : shape.slice(1, axis).count();
        return new CopyBlocks(word(op) + " " + shape, task.extent, blocks, parts, placement.of(node));
    }
}
