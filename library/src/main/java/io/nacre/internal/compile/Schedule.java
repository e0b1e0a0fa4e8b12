package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Orders tasks into stages. A task follows another in the same stage if it reads only what the same thread wrote there;
 * otherwise it waits for the next stage. A variable's new value is written in place once all readers of the old one are
 * through, where that can be; else it is computed aside and copied at the end.
 */
final class Schedule {
    private final List<Task> tasks;
    private final Map<Node, Variable> inPlace = new IdentityHashMap<>();
    private final Map<Variable, Node> copied = new LinkedHashMap<>();

    Schedule(Tasks all, Program program, LargeProducts large) {
        this.tasks = new ArrayList<>(all.all());
        program.assignments().forEach((variable, value) -> assign(all, variable, value));
        order();
        level();
        order();
        attachEpilogues(program, large);
    }

    /** Tasks in the order in which one thread runs them, stage by stage. */
    List<Task> tasks() {
        return tasks;
    }

    /** Nodes whose values are written straight into a variable. */
    Map<Node, Variable> inPlace() {
        return inPlace;
    }

    /** Variables that are copied to at the end, and from which node. */
    Map<Variable, Node> copied() {
        return copied;
    }

    private void assign(Tasks all, Variable variable, Node value) {
        Task writer = all.producer(value);
        boolean direct = writer != null
                && writer.work instanceof Task.Work.Loop(var like, var split, var nodes, var reductions)
                && nodes.contains(value)
                && !inPlace.containsKey(value)
                && writer.reads.stream().noneMatch(read -> reads(read, variable) && !read.local());
        if (!direct || writer == null) {
            copied.put(variable, value);
            return;
        }
        List<Task.After> before = new ArrayList<>();
        for (Task reader : tasks) {
            if (reader == writer) {
                continue;
            }
            for (Task.Read read : reader.reads) {
                if (reads(read, variable)) {
                    before.add(new Task.After(reader, read.local() && reader.isCutLike(writer)));
                }
            }
        }
        if (before.stream().anyMatch(after -> reaches(after.task(), writer))) {
            copied.put(variable, value);
            return;
        }
        writer.after.addAll(before);
        inPlace.put(value, variable);
    }

    private static boolean reads(Task.Read read, Variable variable) {
        return read.root().op() instanceof Op.Read(Variable read1) && read1 == variable;
    }

    /** Whether a task comes after another, directly or not. */
    private static boolean reaches(Task task, Task earlier) {
        Set<Task> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Task> open = new ArrayDeque<>(List.of(task));
        while (!open.isEmpty()) {
            Task next = open.pop();
            if (next == earlier) {
                return true;
            }
            if (seen.add(next)) {
                next.after.forEach(after -> open.push(after.task()));
            }
        }
        return false;
    }

    /** Sorts the tasks so that each follows what it needs; by stage, and as they were where that leaves a choice. */
    private void order() {
        Map<Task, Integer> waiting = new IdentityHashMap<>();
        Map<Task, List<Task>> followers = new IdentityHashMap<>();
        Map<Task, Integer> position = new IdentityHashMap<>();
        for (Task task : tasks) {
            position.put(task, position.size());
            waiting.put(task, task.after.size());
            task.after.forEach(after -> followers
                    .computeIfAbsent(after.task(), t -> new ArrayList<>())
                    .add(task));
        }
        PriorityQueue<Task> ready = new PriorityQueue<>(
                Comparator.<Task>comparingInt(task -> task.stage).thenComparing(position::get));
        tasks.stream().filter(task -> task.after.isEmpty()).forEach(ready::add);
        List<Task> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            Task task = ready.poll();
            sorted.add(task);
            for (Task follower : followers.getOrDefault(task, List.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        if (sorted.size() != tasks.size()) {
            throw new IllegalStateException("the tasks of a plan wait for each other");
        }
        tasks.clear();
        tasks.addAll(sorted);
    }

    private void level() {
        for (Task task : tasks) {
            for (Task.After after : task.after) {
                task.stage = Math.max(task.stage, after.task().stage + (after.local() ? 0 : 1));
            }
        }
        tasks.reversed().forEach(this::delay);
    }

    /** Moves a matrix product to the stage of the loop that reads it, which may have had to wait for something else. */
    private void delay(Task product) {
        if (!(product.work instanceof Task.Work.Product)) {
            return;
        }
        int latest = Integer.MAX_VALUE;
        for (Task follower : tasks) {
            for (Task.After after : follower.after) {
                if (after.task() == product) {
                    latest = Math.min(latest, follower.stage - (after.local() ? 0 : 1));
                }
            }
        }
        if (latest != Integer.MAX_VALUE) {
            product.stage = latest;
        }
    }

    /** Gives a matrix product the loop that follows it row by row, so that it is run while the rows are in the cache. */
    private void attachEpilogues(Program program, LargeProducts large) {
        Map<Task, Integer> position = new IdentityHashMap<>();
        tasks.forEach(task -> position.put(task, position.size()));
        for (Task loop : List.copyOf(tasks)) {
            if (!(loop.work instanceof Task.Work.Loop)) {
                continue;
            }
            loop.after.stream()
                    .map(Task.After::task)
                    .max(Comparator.comparing(position::get))
                    .filter(last -> last.work instanceof Task.Work.Product)
                    .filter(last -> last.epilogue == null
                            && (last.byColumns ? followsByColumns(loop, last) : followsByRows(loop, last)))
                    .ifPresent(last -> {
                        last.epilogue = loop;
                        last.isPrivate = !large.isLarge(last) && isReadOnlyBy(loop, last.writes.get(0), program);
                        tasks.remove(loop);
                    });
        }
    }

    private static boolean followsByRows(Task loop, Task product) {
        return product.stage == loop.stage
                && product.extent.equals(loop.extent)
                && loop.after.stream().allMatch(after -> after.task() != product || after.local());
    }

    /** Whether a loop can be run on the columns that a thread has computed, and needs nothing later than the product. */
    private static boolean followsByColumns(Task loop, Task product) {
        return product.stage == loop.stage - 1
                && loop.work instanceof Task.Work.Loop(Node like, int split, var nodes, var reductions)
                && split == 1
                && reductions.isEmpty()
                && like.shape().equals(product.writes.get(0).shape())
                && loop.after.stream().allMatch(after -> after.task() == product || after.task().stage < product.stage);
    }

    /** Whether nothing but one loop, which reads row by row, needs a node. */
    private boolean isReadOnlyBy(Task loop, Node node, Program program) {
        boolean byOthers = tasks.stream()
                .flatMap(task -> Stream.concat(
                        Stream.of(task), task.epilogue == null ? Stream.empty() : Stream.of(task.epilogue)))
                .filter(task -> task != loop)
                .flatMap(task -> task.reads.stream())
                .anyMatch(read -> read.root() == node);
        boolean result = program.results().stream().anyMatch(r -> Tasks.root(r) == node);
        boolean shaped = loop.work instanceof Task.Work.Loop(Node like, var split, var nodes, var reductions)
                && like.shape().equals(node.shape());
        return !byOthers && !result && shaped;
    }
}
