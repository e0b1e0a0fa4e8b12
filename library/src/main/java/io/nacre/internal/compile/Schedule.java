package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders tasks into stages. A task follows another in the same stage if it reads only what the same thread wrote there;
 * otherwise it waits for the next stage. A variable's new value is written in place once all readers of the old one are
 * through, where that can be; else it is computed aside and copied at the end.
 */
final class Schedule {
    private final List<Task> tasks;
    private final Map<Node, Variable> inPlace = new IdentityHashMap<>();
    private final Map<Variable, Node> copied = new LinkedHashMap<>();

    /** By array, what reads it; a task may stand here more than once. */
    private final Map<Node, List<Reader>> readers = new IdentityHashMap<>();

    /** A task that reads an array, and whether each entry of its leading axis from the same entry only. */
    private record Reader(Task task, boolean local) {}

    Schedule(Tasks all, Program program, LargeProducts large) {
        this.tasks = new ArrayList<>(all.all());
        for (Task task : tasks) {
            task.reads.forEach(read -> readers.computeIfAbsent(read.root(), node -> new ArrayList<>())
                    .add(new Reader(task, read.local())));
        }
        Map<Variable, List<Reader>> ofVariables = new IdentityHashMap<>();
        readers.forEach((node, found) -> {
            if (node.op() instanceof Op.Read(Variable variable)) {
                ofVariables.computeIfAbsent(variable, v -> new ArrayList<>()).addAll(found);
            }
        });
        Precedence precedence = new Precedence(tasks);
        program.assignments()
                .forEach((variable, value) -> assign(
                        all.producer(value),
                        variable,
                        value,
                        ofVariables.getOrDefault(variable, List.of()),
                        precedence));
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

    private void assign(
            @Nullable Task writer, Variable variable, Node value, List<Reader> reading, Precedence precedence) {
        boolean direct = writer != null
                && writer.work instanceof Task.Work.Loop(var like, var split, var nodes, var reductions)
                && nodes.contains(value)
                && !inPlace.containsKey(value)
                && reading.stream().noneMatch(reader -> reader.task() == writer && !reader.local());
        boolean early = direct
                && writer != null
                && reading.stream()
                        .anyMatch(reader -> reader.task() != writer && precedence.isAfter(reader.task(), writer));
        if (!direct || writer == null || early) {
            copied.put(variable, value);
            return;
        }
        for (Reader reader : reading) {
            Task task = reader.task();
            if (task != writer) {
                precedence.add(writer, new Task.After(task, reader.local() && task.isCutLike(writer)));
            }
        }
        inPlace.put(value, variable);
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
        Map<Task, List<Reader>> followers = new IdentityHashMap<>();
        for (Task task : tasks) {
            task.after.forEach(after -> followers
                    .computeIfAbsent(after.task(), t -> new ArrayList<>())
                    .add(new Reader(task, after.local())));
        }
        tasks.reversed().forEach(task -> delay(task, followers.getOrDefault(task, List.of())));
    }

    /** Moves a matrix product to the stage of the loop that reads it, which may have had to wait for something else. */
    private static void delay(Task product, List<Reader> followers) {
        if (product.work instanceof Task.Work.Product) {
            product.stage = followers.stream()
                    .mapToInt(follower -> follower.task().stage - (follower.local() ? 0 : 1))
                    .min()
                    .orElse(product.stage);
        }
    }

    /**
     * Gives a matrix product the loop that follows it row by row, so that it is run while the rows are in the cache.
     */
    private void attachEpilogues(Program program, LargeProducts large) {
        Set<Node> results = Collections.newSetFromMap(new IdentityHashMap<>());
        program.results().forEach(result -> results.add(Tasks.root(result)));
        Set<Task> attached = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Task, Integer> position = new IdentityHashMap<>();
        tasks.forEach(task -> position.put(task, position.size()));
        for (Task loop : tasks) {
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
                        Node result = last.writes.getFirst();
                        last.isPrivate =
                                !large.isLarge(last) && !results.contains(result) && isReadOnlyBy(loop, result);
                        attached.add(loop);
                    });
        }
        tasks.removeAll(attached);
    }

    private static boolean followsByRows(Task loop, Task product) {
        return product.stage == loop.stage
                && product.extent.equals(loop.extent)
                && loop.after.stream().allMatch(after -> after.task() != product || after.local());
    }

    /**
     * Whether a loop can be run on the columns that a thread has computed, and needs nothing later than the product.
     */
    private static boolean followsByColumns(Task loop, Task product) {
        return product.stage == loop.stage - 1
                && loop.work instanceof Task.Work.Loop(Node like, int split, var nodes, var reductions)
                && split == 1
                && reductions.isEmpty()
                && like.shape().equals(product.writes.getFirst().shape())
                && loop.after.stream().allMatch(after -> after.task() == product || after.task().stage < product.stage);
    }

    /** Whether no task but one loop, which reads row by row, reads a node. */
    private boolean isReadOnlyBy(Task loop, Node node) {
        return loop.work instanceof Task.Work.Loop(Node like, var split, var nodes, var reductions)
                && like.shape().equals(node.shape())
                && readers.getOrDefault(node, List.of()).stream().allMatch(reader -> reader.task() == loop);
    }
}
