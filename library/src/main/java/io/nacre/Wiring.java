package io.nacre;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who reads what in a network, by the numbers of its calls and values. */
final class Wiring {
    /** Stands among the users of a value that is a result of the network. */
    static final int OUTPUT = -1;

    private final Network network;
    private final int[] firstResults;
    private final List<List<Integer>> users = new ArrayList<>();
    private final List<Integer> origins = new ArrayList<>();

    Wiring(Network network) {
        this.network = network;
        this.firstResults = new int[network.calls().size()];
        network.inputs().forEach(input -> value(OUTPUT));
        for (int call = 0; call < firstResults.length; call++) {
            for (int argument : network.calls().get(call).arguments()) {
                users.get(argument).add(call);
            }
            firstResults[call] = users.size();
            for (int i = 0; i < Network.results(network.part(name(call))); i++) {
                value(call);
            }
        }
        network.outputs().forEach(output -> users.get(output).add(OUTPUT));
    }

    private void value(int origin) {
        users.add(new ArrayList<>());
        origins.add(origin);
    }

    /** The name of the part that a call calls. */
    String name(int call) {
        return network.calls().get(call).part();
    }

    /** The layer that a call calls, if it is one. */
    Optional<LayerState> layer(int call) {
        return network.part(name(call)) instanceof LayerState state ? Optional.of(state) : Optional.empty();
    }

    /** The layer of this name. */
    LayerState state(String name) {
        if (network.part(name) instanceof LayerState state) {
            return state;
        }
        throw new IllegalArgumentException(name + " is a network");
    }

    /** The first value that a call takes. */
    int argument(int call) {
        return network.calls().get(call).arguments().get(0);
    }

    /** The first result of a call. */
    int result(int call) {
        return firstResults[call];
    }

    /** The call that a value comes from; none of an input. */
    Optional<Integer> origin(int value) {
        return Optional.of(origins.get(value)).filter(call -> call != OUTPUT);
    }

    /** The calls that take a value, and {@link #OUTPUT} if it is a result. */
    List<Integer> users(int value) {
        return users.get(value);
    }

    /**
     * The network without a call, of one argument and one result, whose argument takes the place of its result.
     *
     * @param replaced parts that take the place of those of the same name
     */
    Network without(int left, Map<String, ? extends Part> replaced) {
        int gone = firstResults[left];
        List<Network.Call> calls = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int call = 0; call < firstResults.length; call++) {
            if (call != left) {
                List<Integer> arguments = network.calls().get(call).arguments().stream()
                        .map(value -> renumbered(value, gone, argument(left)))
                        .toList();
                calls.add(new Network.Call(
                        name(call), arguments, network.calls().get(call).training()));
                used.add(name(call));
            }
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        network.parts().forEach((name, part) -> {
            if (used.contains(name)) {
                Part other = replaced.get(name);
                parts.put(name, other == null ? part : other);
            }
        });
        List<Integer> outputs = network.outputs().stream()
                .map(value -> renumbered(value, gone, argument(left)))
                .toList();
        return new Network(
                network.name(), network.isSequential(), parts, network.inputs(), calls, outputs, network.keys());
    }

    private static int renumbered(int value, int gone, int instead) {
        return value == gone ? instead : value > gone ? value - 1 : value;
    }
}
