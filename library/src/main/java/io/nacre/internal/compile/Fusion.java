package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which elementwise operations share a loop.
 *
 * <p>Each node has a depth: the number of loop boundaries on the longest way to it. An edge between elementwise nodes of
 * one shape is no boundary, any other edge is one. Nodes that are joined by such edges at one depth form a group; no
 * way can leave a group and come back, since leaving costs a boundary. A sum of rows (or their largest element) joins
 * the group that it reads. What feeds nothing but a sum over the leading axes belongs to that sum.
 *
 * <p>Loops of one depth that read the same array element by element become one. At last a loop that only one other loop uses becomes a part of it; and a node moves to the loop that alone uses it,
 * if that does not leave more arrays for that loop to read: a ReLU's derivative is taken where it is used, from the ReLU's
 * result, and a momentum is faded where it is added to.
 */
final class Fusion {
    /** Nodes of one loop, in order, and the row reductions that it ends in. */
    static final class Group {
        final List<Node> nodes = new ArrayList<>();
        final List<Node> reductions = new ArrayList<>();
        /** The leading axes that are rows, where a reduction demands it; else -1. */
        int split = -1;
    }

    private final Uses uses;
    private final Map<Node, Integer> depth = new IdentityHashMap<>();
    private final Map<Node, Group> groups = new IdentityHashMap<>();
    private final Map<Node, Node> columnSums = new IdentityHashMap<>();

    Fusion(Uses uses) {
        this.uses = uses;
        for (Node node : uses.order().reversed()) {
            claimForColumnSum(node);
        }
        for (Node node : uses.order()) {
            place(node);
        }
        uses.order().forEach(this::joinReaders);
        for (Node node : uses.order().reversed()) {
            sink(node);
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
            Group group = groups.get(user);
            if (group != null && user.op() instanceof Op.Map2 && user.shape().equals(read.shape())) {
                Group joined = atDepth.get(depth(user));
                Group both = joined == null || joined == group ? group : union(joined, group);
                atDepth.put(depth(user), both == null ? group : both);
            }
        }
    }

    /** The one other loop that uses any of these nodes, if there is one and it can take them in. */
    private @Nullable Group onlyUser(Group from, List<Node> nodes) {
        Group only = null;
        for (Node node : nodes) {
            if (uses.isResult(node)) {
                return null;
            }
            for (Node user : uses.users(node)) {
                Group to = groups.get(user);
                if (to == from && nodes.contains(user)) {
                    continue;
                }
                if (to == null || to == from || (only != null && to != only) || !isFusable(node, user)) {
                    return null;
                }
                only = to;
            }
        }
        return only;
    }

    /** The loop that computes a node, if a loop does. */
    @Nullable
    Group group(Node node) {
        return groups.get(node);
    }

    /** The sum over leading axes whose loop computes a node, if there is one. */
    @Nullable
    Node columnSum(Node node) {
        return columnSums.get(node);
    }

    private void claimForColumnSum(Node node) {
        if (node.op() instanceof Op.Sum(var axes) && Simplifier.isLeading(axes)) {
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
            Group other = groups.get(input);
            if (other != null && other != joined && isFusable(input, node) && depth(input) == deepest) {
                Group both = union(joined, other);
                if (both == null) {
                    depth.put(node, deepest + 1);
                    joined = new Group();
                    joined.split = reduction ? node.shape().rank() : -1;
                    break;
                }
                joined = both;
            }
        }
        (reduction ? joined.reductions : joined.nodes).add(node);
        groups.put(node, joined);
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
        Group from = groups.get(node);
        if (from == null || !from.nodes.contains(node)) {
            return;
        }
        Group whole = from.reductions.isEmpty() ? onlyUser(from, from.nodes) : null;
        if (whole != null) {
            from.nodes.forEach(moved -> groups.put(moved, whole));
            whole.nodes.addAll(from.nodes);
            from.nodes.clear();
            return;
        }
        Group to = onlyUser(from, List.of(node));
        if (to != null && newlyRead(node, to) <= 1) {
            from.nodes.remove(node);
            to.nodes.add(node);
            groups.put(node, to);
        }
    }

    /** How many arrays a loop would have to read if it computed a node itself, beyond those that it reads anyway. */
    private long newlyRead(Node node, Group to) {
        return node.inputs().stream()
                .distinct()
                .filter(input -> input.shape().equals(node.shape()) && !(input.op() instanceof Op.Broadcast))
                .filter(input -> groups.get(input) != to)
                .filter(input -> uses.users(input).stream().noneMatch(user -> user != node && groups.get(user) == to))
                .count();
    }

    static boolean isRowReduction(Node node) {
        return switch (node.op()) {
            case Op.Sum(var axes) -> !Simplifier.isLeading(axes);
            case Op.Max m -> true;
            default -> false;
        };
    }

    /** Both groups as one, or null if their reductions want different rows. */
    private @Nullable Group union(Group a, Group b) {
        if (a.split >= 0 && b.split >= 0 && a.split != b.split) {
            return null;
        }
        Group kept = a.nodes.size() >= b.nodes.size() ? a : b;
        Group merged = kept == a ? b : a;
        merged.nodes.forEach(node -> groups.put(node, kept));
        merged.reductions.forEach(node -> groups.put(node, kept));
        kept.nodes.addAll(merged.nodes);
        kept.reductions.addAll(merged.reductions);
        kept.split = Math.max(kept.split, merged.split);
        return kept;
    }
}
