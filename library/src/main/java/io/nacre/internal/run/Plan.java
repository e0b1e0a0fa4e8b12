package io.nacre.internal.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A compiled program: stages of kernel calls on fixed places in memory. A plan never changes; each run has a
 * {@link Frame} of its own.
 */
public final class Plan {
    private final int capacity;
    private final int memory;
    private final List<float[]> variables;
    private final List<Stage> stages;
    private final Map<String, Place> inputs;
    private final List<Place> outputs;
    private final List<String> streams;
    private volatile @Nullable Cost cost;
    private final Map<Integer, Pace> paces = new ConcurrentHashMap<>();

    /**
     * @param capacity the largest batch that it can run
     * @param memory floats of memory that a frame needs
     * @param variables the storage of the variables, by array number less 1
     * @param inputs where each named input is to be written before a run
     * @param outputs where each result is found after a run
     * @param streams the random streams, by number
     */
    public Plan(
            int capacity,
            int memory,
            List<float[]> variables,
            List<Stage> stages,
            Map<String, Place> inputs,
            List<Place> outputs,
            List<String> streams) {
        this.capacity = capacity;
        this.memory = memory;
        this.variables = List.copyOf(variables);
        this.stages = List.copyOf(stages);
        this.inputs = Map.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.streams = List.copyOf(streams);
    }

    /** The largest batch that it can run. */
    public int capacity() {
        return capacity;
    }

    /** The stages in their order. */
    public List<Stage> stages() {
        return stages;
    }

    /** Whether its results depend on random numbers. */
    public boolean isRandom() {
        return !streams.isEmpty();
    }

    /** Whether an input is read at all. */
    public boolean hasInput(String name) {
        return inputs.containsKey(name);
    }

    /** Where a named input is to be written. */
    public Place input(String name) {
        Place place = inputs.get(name);
        if (place == null) {
            throw new IllegalStateException("the plan has no input " + name + "; it has " + inputs.keySet());
        }
        return place;
    }

    /** Where a result is found. */
    public Place output(int index) {
        return outputs.get(index);
    }

    /** Floats of memory that a frame has. */
    public int memory() {
        return memory;
    }

    /** Memory for runs on up to so many threads. */
    public Frame frame(long seed, int threads) {
        float[][] arrays = new float[variables.size() + 1][];
        arrays[0] = new float[Math.addExact(memory, Frame.SLACK)];
        for (int i = 0; i < variables.size(); i++) {
            arrays[i + 1] = variables.get(i);
        }
        Needs needs = Needs.NONE;
        for (Stage stage : stages) {
            for (Instruction instruction : stage.instructions()) {
                needs = needs.and(instruction.needs(capacity));
            }
        }
        Lane[] lanes = new Lane[threads];
        for (int i = 0; i < threads; i++) {
            lanes[i] = new Lane(needs);
        }
        long[] keys =
                streams.stream().mapToLong(stream -> Streams.key(seed, stream)).toArray();
        return new Frame(arrays, lanes, keys);
    }

    /**
     * What is known of runs by a team of so many. It is asked for in each run, and {@code get} is a smaller method: the
     * JIT compiler took 51 milliseconds for {@code computeIfAbsent}, and takes 2 to 4.
     */
    Pace pace(int threads) {
        Pace known = paces.get(threads);
        return known != null ? known : paces.computeIfAbsent(threads, t -> new Pace());
    }

    /** What a run of a batch costs on one thread. */
    Cost cost(int batch) {
        Cost known = cost;
        if (known == null || known.batch != batch) {
            double[] nanos =
                    stages.stream().mapToDouble(stage -> stage.cost(batch)).toArray();
            known = new Cost(batch, nanos, Arrays.stream(nanos).sum());
            cost = known;
        }
        return known;
    }

    /** Rough numbers of nanoseconds that a run of a batch takes on one thread. */
    static final class Cost {
        private final int batch;
        private final double[] stages;
        private final double all;

        private Cost(int batch, double[] stages, double all) {
            this.batch = batch;
            this.stages = stages;
            this.all = all;
        }

        /** For one of the stages. */
        double stage(int number) {
            return stages[number];
        }

        /** For all of them. */
        double all() {
            return all;
        }
    }
}
