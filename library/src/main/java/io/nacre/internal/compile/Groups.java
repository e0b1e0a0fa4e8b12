package io.nacre.internal.compile;

import io.nacre.graph.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in groups, one for each loop, and which groups use the results of which. Two groups become one by moving the
 * smaller into the larger, and the counts of uses are kept up to date, so that n nodes take a time of about n log n.
 */
final class Groups {
    /** Nodes of one loop, in order, and the row reductions that it ends in. */
    static final class Group {
        SequencedSet<Node> nodes = new LinkedHashSet<>();
        SequencedSet<Node> reductions = new LinkedHashSet<>();
        /** The leading axes that are rows, where a reduction demands it; else -1. */
        int split = -1;

        /** How many uses of each node are in here. */
        private final Map<Node, Integer> reads = new IdentityHashMap<>();
        /** The other groups that use nodes of this one, and how many such uses there are. */
        private final Map<Group, Integer> users = new IdentityHashMap<>();
        /** The other groups whose nodes this one uses. */
        private final Set<Group> used = Collections.newSetFromMap(new IdentityHashMap<>());
        /** How many nodes must stay where they are. */
        private int fixed;

        private int size() {
            return nodes.size() + reductions.size() + reads.size() + users.size() + used.size();
        }

        private void countUse(Group user, int uses) {
            if (user != this && users.merge(user, uses, (a, b) -> a + b == 0 ? null : a + b) == null) {
                user.used.remove(this);
            } else if (user != this) {
                user.used.add(this);
            }
        }
    }

    private final Map<Node, Group> groups = new IdentityHashMap<>();

    /** The group of a node, if it has one. */
    @Nullable
    Group of(Node node) {
        return groups.get(node);
    }

    /** Puts a node without a group into one. */
    void add(Node node, Group group, boolean reduction) {
        (reduction ? group.reductions : group.nodes).add(node);
        groups.put(node, group);
    }

    /** Both groups as one, or null if their reductions want different rows. */
    @Nullable
    Group union(Group a, Group b) {
        if (a.split >= 0 && b.split >= 0 && a.split != b.split) {
            return null;
        }
        return merged(a, b, Math.max(a.split, b.split));
    }

    private Group merged(Group a, Group b, int split) {
        Group kept = a.size() >= b.size() ? a : b;
        Group moved = kept == a ? b : a;
        moved.nodes.forEach(node -> groups.put(node, kept));
        moved.reductions.forEach(node -> groups.put(node, kept));
        kept.nodes.addAll(moved.nodes);
        kept.reductions.addAll(moved.reductions);
        kept.split = split;
        kept.fixed += moved.fixed;
        moved.reads.forEach((node, count) -> kept.reads.merge(node, count, Integer::sum));
        for (Group used : List.copyOf(moved.used)) {
            int uses = used.users.getOrDefault(moved, 0);
            used.countUse(moved, -uses);
            used.countUse(kept, uses);
        }
        for (Map.Entry<Group, Integer> user : List.copyOf(moved.users.entrySet())) {
            kept.countUse(user.getKey(), user.getValue());
            user.getKey().used.remove(moved);
        }
        return kept;
    }

    /**
     * Counts the uses. From now on nodes move from one group to another, and no new ones come.
     *
     * @param fixed which nodes stay in their loop
     */
    void connect(List<Node> order, Predicate<Node> fixed) {
        for (Node node : order) {
            Group group = groups.get(node);
            if (group != null) {
                node.inputs().forEach(input -> countRead(input, group, 1));
                group.fixed += fixed.test(node) ? 1 : 0;
            }
        }
    }

    private void countRead(Node input, Group reader, int uses) {
        reader.reads.merge(input, uses, (a, b) -> a + b == 0 ? null : a + b);
        Group group = groups.get(input);
        if (group != null) {
            group.countUse(reader, uses);
        }
    }

    /** The one other group that uses nodes of a group, if there is one and all nodes can move there. */
    @Nullable
    Group onlyUser(Group group) {
        return group.fixed == 0 && group.reductions.isEmpty() && group.users.size() == 1
                ? group.users.keySet().iterator().next()
                : null;
    }

    /** Moves all nodes of a group to the one that uses them. */
    void moveAll(Group from, Group to) {
        Group _ = merged(from, to, to.split);
    }

    /** Moves a node to the group that uses it. */
    void move(Node node, Group from, Group to) {
        int uses = to.reads.getOrDefault(node, 0);
        from.countUse(to, -uses);
        from.nodes.remove(node);
        to.nodes.add(node);
        for (Node input : node.inputs()) {
            countRead(input, from, -1);
            countRead(input, to, 1);
        }
        groups.put(node, to);
    }

    /** Whether a node of a group uses another node. */
    boolean reads(Group group, Node node) {
        return group.reads.containsKey(node);
    }

    /** Puts the nodes of each group in order. */
    void sort(List<Node> order) {
        Map<Group, SequencedSet<Node>> nodes = new IdentityHashMap<>();
        Map<Group, SequencedSet<Node>> reductions = new IdentityHashMap<>();
        for (Node node : order) {
            Group group = groups.get(node);
            if (group != null) {
                boolean reduction = group.reductions.contains(node);
                (reduction ? reductions : nodes)
                        .computeIfAbsent(group, g -> new LinkedHashSet<>())
                        .add(node);
            }
        }
        nodes.forEach((group, sorted) -> group.nodes = sorted);
        reductions.forEach((group, sorted) -> group.reductions = sorted);
    }
}
