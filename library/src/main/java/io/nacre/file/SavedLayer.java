package io.nacre.file;

import java.util.List;

/**
 * A layer in its place in a network.
 *
 * @param name its name, which no other layer of the network has; control characters in it are escaped
 * @param content what it is
 * @param calls how it is connected in a functional network, one entry for each call; empty in a sequential one
 */
public record SavedLayer(String name, Described content, List<SavedCall> calls) {
    /** Checks the name and copies the calls. */
    public SavedLayer {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException(
                    "the name of a layer is not blank and has no '/', but was '" + PlainValue.brief(name) + "'");
        }
        name = Names.printable(name);
        calls = List.copyOf(calls);
    }

    /** A layer of a sequential network. */
    public static SavedLayer of(String name, Described content) {
        return new SavedLayer(name, content, List.of());
    }

    /** An ordinary layer of a sequential network. */
    public static SavedLayer of(String name, Config config) {
        return of(name, new LayerConfig(config));
    }

    /** This layer with these calls. */
    public SavedLayer withCalls(List<SavedCall> calls) {
        return new SavedLayer(name, content, calls);
    }
}
