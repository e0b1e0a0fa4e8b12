package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Unary;
import io.nacre.graph.Variable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Takes factors out of sums over the leading axes:
 *
 * <pre>{@code
 * sum(-x) = -sum(x);   sum(x * row) = sum(x) * row;   sum(x - mean(x)) = 0
 * }</pre>
 *
 * <p>The way back through a batch normalization then needs two sums of the gradient, and one loop after them. A sum of
 * two terms is taken apart only if one of them is 0: differences of large sums are not exact.
 *
 * <p>A product {@code g = A . W^T} of which nothing but such sums is needed is not computed: {@code sum(g) = W .
 * sum(A)}, and {@code sum(g * c)} is the sum along the rows of {@code W * P} with {@code P = c^T . A}. P gives the
 * gradient of W too, where W is applied to {@code c * f + b}: {@code P * f + b * sum(A)}. So a batch normalization of
 * the input, whose gradient nobody asks for, costs no product.
 */
final class BatchSums {
    private final Uses uses;
    private final Map<Node, Node> rewritten = new IdentityHashMap<>();
    /** By the left side of a product that is not computed: what its sums are made of. */
    private final Map<Node, Unneeded> unneeded = new IdentityHashMap<>();

    /**
     * The sums of nodes over their first axes, as far as they have been looked at; nothing where a plain sum is best.
     */
    private final Map<Summed, Optional<Node>> sums = new HashMap<>();

    private final Set<Summed> zeros = new HashSet<>();

    private record Summed(Node node, int count) {}

    /**
     * A product that is not computed.
     *
     * @param left its left side
     * @param weights its right side before it was transposed
     * @param centred what it is multiplied with before it is summed, if it is
     */
    private record Unneeded(Node product, Node left, Node weights, Optional<Node> centred) {}

    /** A factor that is the same along the summed axes, and what it is multiplied with. */
    private record Scaled(Node node, Node factor) {}

    private BatchSums(Program program) {
        this.uses = new Uses(program);
        for (Node node : uses.order()) {
            unneeded(node).ifPresent(found -> unneeded.put(found.left(), found));
        }
        for (Node node : uses.order()) {
            rewritten.put(node, rewrite(node));
        }
    }

    /** The same program with fewer passes, not simplified again. */
    static Program rewrite(Program program) {
        BatchSums sums = new BatchSums(program);
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        program.assignments().forEach((variable, value) -> assignments.put(variable, sums.now(value)));
        return new Program(program.outputs().stream().map(sums::now).toList(), assignments);
    }

    private Node now(Node node) {
        return Objects.requireNonNull(rewritten.get(node));
    }

    private Node rewrite(Node node) {
        if (node.op() instanceof Op.Sum(List<Integer> axes) && Fusion.isColumnSum(node)) {
            return sum(node.inputs().get(0), axes.size()).orElseGet(() -> same(node));
        }
        if (node.op() instanceof Op.MatMul(boolean transposeA, boolean transposeB) && transposeA && !transposeB) {
            return gradientOfWeights(node).orElseGet(() -> same(node));
        }
        return same(node);
    }

    private Node same(Node node) {
        Node[] inputs = node.inputs().stream().map(this::now).toArray(Node[]::new);
        boolean changed = false;
        for (int i = 0; i < inputs.length; i++) {
            changed |= inputs[i] != node.inputs().get(i);
        }
        return changed ? Node.of(node.op(), inputs) : node;
    }

    /**
     * A cheaper expression for the sum of a node over its first axes; nothing if there is none. Goes down along signs
     * and factors without recursion, and ends where the sum is known.
     */
    private Optional<Node> sum(Node summed, int count) {
        int[] axes = new int[count];
        Arrays.setAll(axes, i -> i);
        Deque<Node> passed = new ArrayDeque<>();
        Node inner = summed;
        while (!sums.containsKey(new Summed(inner, count))) {
            Optional<Node> next = inside(inner, count);
            if (next.isEmpty()) {
                sums.put(new Summed(inner, count), innermost(inner, axes));
                break;
            }
            passed.push(inner);
            inner = next.get();
        }
        for (Node outer : passed) {
            Node under = inside(outer, count).orElseThrow();
            Optional<Node> sum = Objects.requireNonNull(sums.get(new Summed(under, count)));
            boolean zero = zeros.contains(new Summed(under, count));
            if (zero) {
                zeros.add(new Summed(outer, count));
            }
            Node plain = sum.orElseGet(() -> now(under).sum(axes));
            Node scaled = zero ? zero(outer, count) : around(outer, plain, count);
            sums.put(new Summed(outer, count), Optional.of(scaled));
        }
        return Objects.requireNonNull(sums.get(new Summed(summed, count)));
    }

    /** What is summed in the place of a node: it without its sign, or without a factor that is the same for all. */
    private static Optional<Node> inside(Node node, int count) {
        if (node.op() instanceof Op.Map1(Unary function) && function == Unary.NEGATE) {
            return Optional.of(node.inputs().get(0));
        }
        if (node.op() instanceof Op.Map2(Binary function) && function == Binary.MULTIPLY) {
            return scaled(node, count).map(Scaled::node);
        }
        return Optional.empty();
    }

    /** The sum of a node from the sum of what is inside. */
    private Node around(Node node, Node sum, int count) {
        if (node.op() instanceof Op.Map1) {
            return sum.negate();
        }
        Node factor = scaled(node, count).orElseThrow().factor();
        return sum.times(now(factor).reshape(withoutOnes(factor.shape(), node.shape(), count)));
    }

    private static Node zero(Node summed, int count) {
        return Node.constant(0)
                .broadcast(summed.shape().slice(count, summed.shape().rank()));
    }

    /** The sum of a node that has neither sign nor factor. */
    private Optional<Node> innermost(Node node, int... axes) {
        if (isCentred(node, axes.length)) {
            zeros.add(new Summed(node, axes.length));
            return Optional.of(zero(node, axes.length));
        }
        if (node.op() instanceof Op.Map2(Binary function) && function == Binary.MULTIPLY) {
            return node.inputs().stream()
                    .flatMap(input -> unneededProduct(input).stream())
                    .findFirst()
                    .map(found -> now(found.weights()).times(contracted(found)).sum(1));
        }
        return unneededProduct(node)
                .map(found ->
                        now(found.weights()).times(now(found.left()).sum(0)).sum(1));
    }

    /** Whether a node is something less its own mean over the first axes. */
    private static boolean isCentred(Node node, int count) {
        if (!(node.op() instanceof Op.Map2(Binary outer)) || outer != Binary.SUBTRACT) {
            return false;
        }
        Node x = node.inputs().get(0);
        Node mean = stripped(node.inputs().get(1));
        if (!(mean.op() instanceof Op.Map2(Binary inner)) || inner != Binary.DIVIDE) {
            return false;
        }
        Shape counted = x.shape().slice(0, count);
        Op divisor = stripped(mean.inputs().get(1)).op();
        boolean ofAll = divisor instanceof Op.Count(Shape shape)
                ? shape.equals(counted)
                : divisor instanceof Op.Constant(double value) && !counted.dependsOnBatch() && value == counted.count();
        Node sum = stripped(mean.inputs().get(0));
        return ofAll
                && sum.op() instanceof Op.Sum(List<Integer> axes)
                && Simplifier.isLeading(axes)
                && axes.size() == count
                && sum.inputs().get(0) == x;
    }

    private static Node stripped(Node node) {
        Node inner = node;
        while (inner.op() instanceof Op.Broadcast || inner.op() instanceof Op.Reshape) {
            inner = inner.inputs().get(0);
        }
        return inner;
    }

    /** A product with a factor that is repeated along the first axes. */
    private static Optional<Scaled> scaled(Node product, int count) {
        for (int i = 0; i < 2; i++) {
            Node repeated = product.inputs().get(i);
            if (repeated.op() instanceof Op.Broadcast
                    && isRow(repeated.inputs().get(0).shape(), product.shape(), count)) {
                return Optional.of(new Scaled(
                        product.inputs().get(1 - i), repeated.inputs().get(0)));
            }
        }
        return Optional.empty();
    }

    /** Whether an array of this shape is repeated along the first axes of another. */
    private static boolean isRow(Shape shape, Shape whole, int count) {
        int leading = shape.rank() - (whole.rank() - count);
        return leading <= 0 || Arrays.stream(shape.slice(0, leading).sizes()).allMatch(size -> size == 1);
    }

    private static Shape withoutOnes(Shape shape, Shape whole, int count) {
        return shape.slice(Math.max(0, shape.rank() - (whole.rank() - count)), shape.rank());
    }

    private Optional<Unneeded> unneededProduct(Node node) {
        return node.op() instanceof Op.MatMul
                ? Optional.ofNullable(unneeded.get(node.inputs().get(0))).filter(found -> found.product() == node)
                : Optional.empty();
    }

    private Optional<Unneeded> unneeded(Node product) {
        boolean candidate = product.op() instanceof Op.MatMul(boolean ta, boolean tb)
                && !ta
                && !tb
                && product.inputs().get(1).op() instanceof Op.Transpose
                && !uses.isResult(product);
        if (!candidate) {
            return Optional.empty();
        }
        Optional<Node> centred = Optional.empty();
        for (Node user : uses.users(product)) {
            if (isSumOfRows(user)) {
                continue;
            }
            boolean multiplied = user.op() instanceof Op.Map2(Binary function)
                    && function == Binary.MULTIPLY
                    && !uses.isResult(user)
                    && uses.users(user).stream().allMatch(BatchSums::isSumOfRows);
            if (!multiplied) {
                return Optional.empty();
            }
            Node other = user.inputs().get(user.inputs().get(0) == product ? 1 : 0);
            boolean another = centred.isPresent() && centred.get() != other;
            if (another || other == product || other.op() instanceof Op.Broadcast) {
                return Optional.empty();
            }
            centred = Optional.of(other);
        }
        Node weights = product.inputs().get(1).inputs().get(0);
        return Optional.of(new Unneeded(product, product.inputs().get(0), weights, centred));
    }

    private static boolean isSumOfRows(Node node) {
        return node.op() instanceof Op.Sum(List<Integer> axes) && axes.equals(List.of(0));
    }

    /** {@code c^T . A} */
    private Node contracted(Unneeded found) {
        return Node.of(new Op.MatMul(true, false), now(found.centred().orElseThrow()), now(found.left()));
    }

    /** The gradient of weights that are applied to {@code c * f + b}, from the product that the sums need as well. */
    private Optional<Node> gradientOfWeights(Node product) {
        Unneeded found = unneeded.get(product.inputs().get(1));
        if (found == null || found.centred().isEmpty()) {
            return Optional.empty();
        }
        Node input = product.inputs().get(0);
        Optional<Node> added = Optional.empty();
        if (input.op() instanceof Op.Map2(Binary function)
                && function == Binary.ADD
                && input.inputs().get(1).op() instanceof Op.Broadcast
                && isRow(input.inputs().get(1).inputs().get(0).shape(), input.shape(), 1)) {
            added = Optional.of(input.inputs().get(1).inputs().get(0));
            input = input.inputs().get(0);
        }
        if (!(input.op() instanceof Op.Map2(Binary function)) || function != Binary.MULTIPLY) {
            return Optional.empty();
        }
        Optional<Scaled> scaled = scaled(input, 1);
        if (scaled.isEmpty() || scaled.get().node() != found.centred().get()) {
            return Optional.empty();
        }
        Node gradient = contracted(found).times(column(scaled.get().factor(), product));
        return Optional.of(added.map(row -> gradient.plus(
                        column(row, product).times(now(found.left()).sum(0))))
                .orElse(gradient));
    }

    /** A row of factors, one for each row of a product. */
    private Node column(Node row, Node product) {
        Node factors = now(row);
        return factors.shape().rank() == 0 ? factors : factors.reshape(Shape.of(product.size(0), 1));
    }
}
