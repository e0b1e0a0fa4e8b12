package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Size;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the tasks of a program, in an order in which they can run, and finds what each reads and writes. */
final class Tasks {
    private final Uses uses;
    private final Fusion fusion;
    private final Parts parts;
    private final LargeProducts large;
    private final Blocks blocks;
    private final Map<Node, Task> producers = new IdentityHashMap<>();
    private final Map<Groups.Group, Task> ofGroup = new IdentityHashMap<>();
    private final Set<Task> tasks = new LinkedHashSet<>();

    Tasks(Uses uses, Fusion fusion, Parts parts, LargeProducts large, Blocks blocks) {
        this.uses = uses;
        this.fusion = fusion;
        this.parts = parts;
        this.large = large;
        this.blocks = blocks;
        uses.order().forEach(this::make);
        List.copyOf(tasks).forEach(this::readsAndWrites);
        for (Task task : tasks) {
            for (Task.Read read : task.reads) {
                Task producer = producers.get(read.root());
                if (producer != null && producer != task) {
                    task.after.add(new Task.After(producer, read.local() && producer.isCutLike(task)));
                }
            }
        }
    }

    List<Task> all() {
        return List.copyOf(tasks);
    }

    /** The task that computes a node in memory; absent for variables, tables and inputs. */
    @Nullable
    Task producer(Node root) {
        return producers.get(root);
    }

    /** The node whose memory a node's numbers lie in. */
    static Node root(Node node) {
        Node root = node;
        while (root.op() instanceof Op.Reshape) {
            root = root.inputs().get(0);
        }
        return root;
    }

    private void make(Node node) {
        if (uses.isAbsorbed(node)) {
            return;
        }
        if (uses.isMatrixProduct(node) && parts.pay(uses.product(node))) {
            Node memory = Parts.memory(uses.product(node));
            add(new Task(new Task.Work.Parted(uses.product(node), node), Size.fixed(Parts.COUNT)), memory);
            add(new Task(new Task.Work.PartsSum(memory, node), Sizes.leading(node.shape())), node);
            return;
        }
        if (uses.isMatrixProduct(node)) {
            Task.Work work = new Task.Work.Product(uses.product(node), node);
            boolean byColumns = large.isCutByColumns(uses.product(node));
            add(new Task(work, byColumns ? Sizes.of(node.size(1)) : Sizes.leading(node.shape()), byColumns), node);
            return;
        }
        Groups.Group group = fusion.group(node);
        if (node.op() instanceof Op.Broadcast && group != null && isGeneral(node)) {
            writeOut(node);
            return;
        }
        if (group != null) {
            if (!ofGroup.containsKey(group)) {
                ofGroup.put(group, loop(group));
            }
            producers.put(node, ofGroup.get(group));
            return;
        }
        switch (node.op()) {
            case Op.Sum s -> columnSum(node, s);
            case Op.OfRows f -> add(rows(node, f), node);
            case Op.Rearrangement r ->
                add(new Task(new Task.Work.Rearrange(node, r), Sizes.leading(node.shape())), node);
            case Op.OfBlocks b ->
                add(new Task(new Task.Work.Blocks(node, b), blocksExtent(node.shape(), b.axis())), node);
            case Op.Given _, Op.Reshape _ -> {}
            case Op.OfElements _, Op.Repeated _ -> {}
            case Op.Max _, Op.MatMul _, Op.StopGradient _ ->
                throw new IllegalStateException("computed by no task: " + node);
        }
    }

    private static Size blocksExtent(Shape shape, int axis) {
        return axis == 0 ? Size.fixed(1) : Sizes.leading(shape);
    }

    private void add(Task task, Node result) {
        tasks.add(task);
        task.writes.add(result);
        producers.put(result, task);
    }

    private void columnSum(Node sum, Op.Sum op) {
        SequencedSet<Node> nodes = fusion.nodesOfColumnSum(sum);
        writeOutGeneral(summedInputs(sum, nodes).toList(), op.axes().size());
        if (blocks.pay(sum)) {
            Node memory = Blocks.memory(sum);
            Size rows = Sizes.leading(sum.inputs().get(0).shape());
            add(new Task(new Task.Work.BlockSums(sum, nodes, memory), rows), memory);
            add(new Task(new Task.Work.SumOfBlocks(memory, sum), Sizes.count(sum.shape())), sum);
        } else {
            add(new Task(new Task.Work.ColumnSum(sum, nodes), Sizes.count(sum.shape())), sum);
        }
    }

    private static boolean isGeneral(Node broadcast) {
        int split = Operand.bestSplit(broadcast.shape(), List.of(broadcast));
        return Operand.of(broadcast, split) instanceof Operand.General;
    }

    private static Task rows(Node node, Op.OfRows op) {
        Shape shape = node.inputs().get(0).shape();
        return new Task(new Task.Work.Rows(node, op), shape.rank() == 1 ? Size.fixed(1) : Sizes.leading(shape));
    }

    private Task loop(Groups.Group group) {
        SequencedSet<Node> nodes = group.nodes;
        SequencedSet<Node> reductions = group.reductions;
        Node like = nodes.isEmpty() ? reductions.getFirst().inputs().get(0) : nodes.getFirst();
        List<Node> inputs = Stream.concat(
                        nodes.stream().flatMap(node -> externalInputs(node, nodes::contains)),
                        reductions.stream()
                                .map(reduction -> reduction.inputs().get(0))
                                .filter(input -> !nodes.contains(input)))
                .toList();
        int split = group.split >= 0 ? group.split : Operand.bestSplit(like.shape(), inputs);
        writeOutGeneral(inputs, split);
        Task task = new Task(new Task.Work.Loop(like, split, nodes, reductions), Sizes.leading(like.shape()));
        tasks.add(task);
        return task;
    }

    private void writeOutGeneral(List<Node> inputs, int split) {
        for (Node input : inputs) {
            if (Operand.of(input, split) instanceof Operand.General(Node broadcast)) {
                writeOut(broadcast);
            }
        }
    }

    private void writeOut(Node broadcast) {
        if (!producers.containsKey(broadcast)) {
            add(new Task(new Task.Work.Repeat(broadcast), Sizes.leading(broadcast.shape())), broadcast);
        }
    }

    /** What a loop node reads from outside of its loop. */
    static Stream<Node> externalInputs(Node node, Predicate<Node> inside) {
        boolean copies = node.op() instanceof Op.Broadcast || node.inputs().isEmpty();
        return (copies && !(node.op() instanceof Op.Uniform) ? List.of(node) : node.inputs())
                .stream().filter(input -> input == node || !inside.test(input));
    }

    private void readsAndWrites(Task task) {
        switch (task.work) {
            case Task.Work.Loop(Node like, int split, var nodes, var reductions) -> {
                SequencedSet<Node> inside = nodes;
                for (Node node : nodes) {
                    externalInputs(node, inside::contains).forEach(input -> operand(task, Operand.of(input, split)));
                    boolean seen = uses.isResult(node)
                            || uses.users(node).stream()
                                    .anyMatch(user -> !inside.contains(user) && !reductions.contains(user));
                    if (seen) {
                        task.writes.add(node);
                    }
                }
                for (Node reduction : reductions) {
                    Node input = reduction.inputs().get(0);
                    if (!inside.contains(input)) {
                        operand(task, Operand.of(input, split));
                    }
                    task.writes.add(reduction);
                }
            }
            case Task.Work.Product(Node product, Node result) -> {
                boolean transposeA = ((Op.MatMul) product.op()).transposeA();
                task.reads.add(new Task.Read(root(product.inputs().get(0)), !transposeA && !task.byColumns));
                Node right = product.inputs().get(1);
                task.reads.add(new Task.Read(
                        root(uses.isAbsorbed(right) ? right.inputs().get(0) : right), false));
                if (result != product) {
                    task.reads.add(new Task.Read(root(bias(product, result)), false));
                }
            }
            case Task.Work.Parted(Node product, Node result) -> {
                product.inputs().forEach(input -> task.reads.add(new Task.Read(root(input), false)));
                if (result != product) {
                    task.reads.add(new Task.Read(root(bias(product, result)), false));
                }
            }
            case Task.Work.PartsSum(Node memory, Node result) -> task.reads.add(new Task.Read(memory, false));
            case Task.Work.ColumnSum(Node sum, var nodes) ->
                summed(sum, nodes).forEach(operand -> operandOfColumns(task, operand));
            case Task.Work.BlockSums(Node sum, var nodes, Node blocks) ->
                summed(sum, nodes).forEach(operand -> operand(task, operand));
            case Task.Work.SumOfBlocks(Node blocks, Node sum) -> task.reads.add(new Task.Read(blocks, false));
            case Task.Work.Rows(Node node, var op) ->
                task.reads.add(new Task.Read(root(node.inputs().get(0)), true));
            case Task.Work.Rearrange(Node node, var op) ->
                task.reads.add(new Task.Read(root(node.inputs().get(0)), false));
            case Task.Work.Repeat(Node node) ->
                task.reads.add(new Task.Read(root(node.inputs().get(0)), false));
            case Task.Work.Blocks(Node node, var op) ->
                node.inputs().forEach(input -> task.reads.add(new Task.Read(root(input), true)));
        }
    }

    /** What a sum over leading axes reads, or what the elementwise work before it does. */
    static Stream<Node> summedInputs(Node sum, SequencedSet<Node> nodes) {
        return nodes.isEmpty()
                ? sum.inputs().stream()
                : nodes.stream().flatMap(node -> externalInputs(node, nodes::contains));
    }

    private static Stream<Operand> summed(Node sum, SequencedSet<Node> nodes) {
        int split = ((Op.Sum) sum.op()).axes().size();
        return summedInputs(sum, nodes).map(input -> Operand.of(input, split));
    }

    /** The row that a biased product begins with. */
    static Node bias(Node product, Node result) {
        Node repeated = result.inputs().get(0) == product
                ? result.inputs().get(1)
                : result.inputs().get(0);
        return repeated.inputs().get(0);
    }

    private static void operand(Task task, Operand operand) {
        switch (operand) {
            case Operand.Full(Node node) -> task.reads.add(new Task.Read(root(node), true));
            case Operand.Column(Node node) -> task.reads.add(new Task.Read(root(node), true));
            case Operand.Row(Node node) -> task.reads.add(new Task.Read(root(node), false));
            case Operand.Scalar(Node node) -> task.reads.add(new Task.Read(root(node), false));
            case Operand.General(Node node) -> task.reads.add(new Task.Read(root(node), true));
            case Operand.Literal l -> {}
            case Operand.Count c -> {}
        }
    }

    /** A column sum is cut along columns, so of what it reads only a row has its columns alike. */
    private static void operandOfColumns(Task task, Operand operand) {
        int before = task.reads.size();
        operand(task, operand);
        if (task.reads.size() > before) {
            Node read = task.reads.removeLast().root();
            task.reads.add(new Task.Read(read, operand instanceof Operand.Row));
        }
    }
}
