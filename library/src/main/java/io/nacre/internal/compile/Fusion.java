package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.internal.compile.Groups.Group;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which elementwise operations share a loop.
 *
 * <p>Each node has a depth: the number of loop boundaries on the longest way to it. An edge between elementwise nodes
 * of one shape is no boundary, any other edge is one. Nodes that are joined by such edges at one depth form a group; no
 * way can leave a group and come back, since leaving costs a boundary. A sum of rows (or their largest element) joins
 * the group that it reads. What feeds nothing but a sum over the leading axes belongs to that sum.
 *
 * <p>Loops of one depth that read the same array element by element become one. At last a loop that only one other loop
 * uses becomes a part of it; and a node moves to the loop that alone uses it, if that does not leave more arrays for
 * that loop to read: a ReLU's derivative is taken where it is used, from the ReLU's result, and a momentum is faded
 * where it is added to.
 */
final class Fusion {
    private final Uses uses;
    private final Map<Node, Integer> depth = new IdentityHashMap<>();
    private final Groups groups = new Groups();
    private final Map<Node, Node> columnSums = new IdentityHashMap<>();
    private final Map<Node, SequencedSet<Node>> ofColumnSums = new IdentityHashMap<>();

    Fusion(Uses uses) {
        this.uses = uses;
        for (Node node : uses.order().reversed()) {
            claimForColumnSum(node);
        }
        for (Node node : uses.order()) {
            place(node);
        }
        uses.order().forEach(this::joinReaders);
        groups.connect(uses.order(), this::isFixed);
        for (Node node : uses.order().reversed()) {
            sink(node);
        }
        groups.sort(uses.order());
        for (Node node : uses.order()) {
            Node sum = columnSums.get(node);
            if (sum != null && sum != node) {
                ofColumnSums.computeIfAbsent(sum, s -> new LinkedHashSet<>()).add(node);
            }
        }
    }

    /** Makes the loops that read a node at one depth one loop. */
    private void joinReaders(Node read) {
        boolean variable = read.op() instanceof Op.Read;
        if (uses.isLoop(read)
                || read.op() instanceof Op.Broadcast
                || (read.inputs().isEmpty() && !variable)) {
            return;
        }
        Map<Integer, Group> atDepth = new HashMap<>();
        for (Node user : uses.users(read)) {
            Group group = groups.of(user);
            if (group != null && user.op() instanceof Op.Map2 && user.shape().equals(read.shape())) {
                Group joined = atDepth.get(depth(user));
                Group both = joined == null || joined == group ? group : groups.union(joined, group);
                atDepth.put(depth(user), both == null ? group : both);
            }
        }
    }

    /** Whether a node is needed outside of loops, or by one that cannot compute it. */
    private boolean isFixed(Node node) {
        return uses.isResult(node)
                || uses.users(node).stream().anyMatch(user -> groups.of(user) == null || !isFusable(node, user));
    }

    /** The one other loop that uses a node, if there is one and it can compute the node. */
    private @Nullable Group onlyUser(Node node, Group from) {
        if (isFixed(node) || uses.users(node).isEmpty()) {
            return null;
        }
        Group only = groups.of(uses.users(node).getFirst());
        return only != from && uses.users(node).stream().allMatch(user -> groups.of(user) == only) ? only : null;
    }

    /** The loop that computes a node, if a loop does. */
    @Nullable
    Group group(Node node) {
        return groups.of(node);
    }

    /** The sum over leading axes whose loop computes a node, if there is one. */
    @Nullable
    Node columnSum(Node node) {
        return columnSums.get(node);
    }

    /** The nodes that the loop of a sum over leading axes computes before it, in order. */
    SequencedSet<Node> nodesOfColumnSum(Node sum) {
        return ofColumnSums.getOrDefault(sum, new LinkedHashSet<>());
    }

    private void claimForColumnSum(Node node) {
        if (isColumnSum(node)) {
            columnSums.put(node, node);
            return;
        }
        if (!uses.isLoop(node) || uses.isResult(node) || uses.users(node).isEmpty()) {
            return;
        }
        Node sum = columnSums.get(uses.users(node).get(0));
        boolean exclusive = sum != null
                && node.shape().equals(sum.inputs().get(0).shape())
                && uses.users(node).stream().allMatch(user -> columnSums.get(user) == sum);
        if (exclusive && sum != null) {
            columnSums.put(node, sum);
        }
    }

    private void place(Node node) {
        int deepest = 0;
        for (Node input : node.inputs()) {
            deepest = Math.max(deepest, depth(input) + (isFree(input, node) ? 0 : 1));
        }
        depth.put(node, deepest);
        boolean loop = uses.isLoop(node) && columnSums.get(node) == null;
        boolean reduction = isRowReduction(node);
        if (!loop && !reduction) {
            return;
        }
        Group joined = new Group();
        if (reduction) {
            joined.split = node.shape().rank();
        }
        for (Node input : node.inputs()) {
            Group other = groups.of(input);
            if (other != null && other != joined && isFusable(input, node) && depth(input) == deepest) {
                Group both = groups.union(joined, other);
                if (both == null) {
                    depth.put(node, deepest + 1);
                    joined = new Group();
                    joined.split = reduction ? node.shape().rank() : -1;
                    break;
                }
                joined = both;
            }
        }
        groups.add(node, joined, reduction);
    }

    private int depth(Node node) {
        return depth.getOrDefault(node, 0);
    }

    /** Whether no loop boundary lies between a node and its user. */
    private boolean isFree(Node input, Node user) {
        boolean leaf = input.inputs().isEmpty() && !uses.isLoop(input);
        boolean alias = input.op() instanceof Op.Reshape || input.op() instanceof Op.Broadcast;
        boolean sameSum = columnSums.get(input) != null && columnSums.get(input) == columnSums.get(user);
        return leaf || alias || sameSum || uses.isAbsorbed(input) || isFusable(input, user);
    }

    private boolean isFusable(Node input, Node user) {
        if (!uses.isLoop(input) || input.op() instanceof Op.Broadcast || columnSums.get(input) != null) {
            return false;
        }
        if (isRowReduction(user)) {
            return true;
        }
        return uses.isLoop(user)
                && !(user.op() instanceof Op.Broadcast)
                && columnSums.get(user) == null
                && user.shape().equals(input.shape());
    }

    /** Moves a node, with all of its loop if that can be, to the later loop that holds all its users. */
    private void sink(Node node) {
        Group from = groups.of(node);
        if (from == null || isRowReduction(node)) {
            return;
        }
        Group whole = groups.onlyUser(from);
        if (whole != null) {
            groups.moveAll(from, whole);
            return;
        }
        Group to = onlyUser(node, from);
        if (to != null && newlyRead(node, to) <= 1) {
            groups.move(node, from, to);
        }
    }

    /** How many arrays a loop would have to read if it computed a node itself, beyond those that it reads anyway. */
    private long newlyRead(Node node, Group to) {
        return node.inputs().stream()
                .distinct()
                .filter(input -> input.shape().equals(node.shape()) && !(input.op() instanceof Op.Broadcast))
                .filter(input -> groups.of(input) != to && !groups.reads(to, input))
                .count();
    }

    static boolean isRowReduction(Node node) {
        return node.op() instanceof Op.Reduction && !isColumnSum(node);
    }

    /** Whether a node is a sum over leading axes. */
    static boolean isColumnSum(Node node) {
        return node.op() instanceof Op.Sum(var axes) && Simplifier.isLeading(axes);
    }
}
