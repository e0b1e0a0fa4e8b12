package io.nacre;

import io.nacre.graph.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that training changes: weights and statistics, the optimizer's arrays, the number of steps, from which random
 * numbers follow, and what callbacks set. Put back, training goes on with the same bits as if nothing had happened.
 */
record TrainingState(
        Map<Variable, float[]> values, long iterations, OptionalDouble rate, Map<String, Double> hyperparameters) {
    /** A copy of how things are now. */
    static TrainingState of(Net net, Compiled compiled) {
        net.programs().prepareSlots(compiled);
        Map<Variable, float[]> values = new LinkedHashMap<>();
        net.weights()
                .all()
                .forEach(weight ->
                        values.put(weight.variable(), weight.variable().values()));
        compiled.slots().values().forEach(slot -> values.put(slot, slot.values()));
        return new TrainingState(
                values, compiled.iterations(), compiled.rate(), new LinkedHashMap<>(compiled.hyperparameters()));
    }

    /** Puts everything back. */
    void restore(Compiled compiled) {
        values.forEach(Variable::assign);
        compiled.iterations(iterations);
        compiled.overrideRate(rate);
        compiled.hyperparameters().putAll(hyperparameters);
    }
}
