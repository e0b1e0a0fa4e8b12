package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run is to compute.
 *
 * @param outputs nodes whose values are wanted
 * @param assignments new values of variables; all of a run's reads see the old ones
 */
public record Program(List<Node> outputs, Map<Variable, Node> assignments) {
    /**
     * Copies both.
     *
     * @throws IllegalArgumentException if a value has not the shape of its variable
     */
    public Program {
        outputs = List.copyOf(outputs);
        assignments = new LinkedHashMap<>(assignments);
        assignments.forEach((variable, value) -> {
            if (!variable.shape().equals(value.shape())) {
                throw new IllegalArgumentException(variable.path() + " has shape " + variable.shape()
                        + " and cannot be assigned a value of shape " + value.shape());
            }
        });
    }

    /** The outputs, then the assigned values. */
    List<Node> results() {
        List<Node> results = new ArrayList<>(outputs);
        results.addAll(assignments.values());
        return results;
    }
}
