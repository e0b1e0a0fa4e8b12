package io.nacre.internal.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which tasks come after which, while more such rules are added. Tasks are kept in an order that follows all rules, so
 * that most questions need no search; an order that a new rule breaks is mended between the rule's two tasks only.
 * Source: Pearce and Kelly, A dynamic topological sort algorithm for directed acyclic graphs (2007).
 */
final class Precedence {
    private final Map<Task, Integer> position = new IdentityHashMap<>();
    private final Map<Task, List<Task>> followers = new IdentityHashMap<>();

    /** @param tasks in an order in which they can run */
    Precedence(List<Task> tasks) {
        for (Task task : tasks) {
            position.put(task, position.size());
            task.after.forEach(after -> follow(after.task(), task));
        }
    }

    private void follow(Task earlier, Task later) {
        followers.computeIfAbsent(earlier, t -> new ArrayList<>()).add(later);
    }

    private int position(Task task) {
        return position.getOrDefault(task, 0);
    }

    /** Whether a task comes after another, directly or not. */
    boolean isAfter(Task task, Task earlier) {
        return position(earlier) <= position(task) && between(earlier, task).contains(task);
    }

    /** A task and those after it, up to the position of the last. */
    private Set<Task> between(Task first, Task last) {
        return reached(
                first, task -> followers.getOrDefault(task, List.of()), task -> position(task) <= position(last));
    }

    private static Set<Task> reached(Task first, Function<Task, List<Task>> next, Predicate<Task> near) {
        Set<Task> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Task> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            Task task = open.pop();
            if (near.test(task) && reached.add(task)) {
                next.apply(task).forEach(open::push);
            }
        }
        return reached;
    }

    /** Adds the rule that a task comes after another, which must not come after it so far. */
    void add(Task task, Task.After rule) {
        Task earlier = rule.task();
        if (position(task) < position(earlier)) {
            Set<Task> before = reached(
                    earlier, t -> t.after.stream().map(Task.After::task).toList(), t -> position(t) >= position(task));
            List<Task> moved = new ArrayList<>(sorted(before));
            moved.addAll(sorted(between(task, earlier)));
            List<Integer> positions =
                    moved.stream().map(this::position).sorted().toList();
            for (int i = 0; i < moved.size(); i++) {
                position.put(moved.get(i), positions.get(i));
            }
        }
        task.after.add(rule);
        follow(earlier, task);
    }

    private List<Task> sorted(Set<Task> tasks) {
        return tasks.stream().sorted(Comparator.comparingInt(this::position)).toList();
    }
}
