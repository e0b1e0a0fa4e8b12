package io.nacre.file;

/**
 * Where a tensor of a functional model comes from; Keras's {@code keras_history}.
 *
 * @param layer the name of the layer that made it; control characters in it are escaped
 * @param call which of that layer's calls, from 0; a layer that is shared has several
 * @param output which of that call's outputs, from 0
 */
public record SavedSource(String layer, int call, int output) {
    /** Checks the numbers. */
    public SavedSource {
        layer = Names.printable(layer);
        if (layer.isEmpty()) {
            throw new IllegalArgumentException("a connection names no layer");
        }
        if (call < 0 || output < 0) {
            throw new IllegalArgumentException("call and output of a connection from layer '" + layer
                    + "' are 0 or more, but were " + call + " and " + output);
        }
    }

    /** The only output of a layer's first call. */
    public static SavedSource of(String layer) {
        return new SavedSource(layer, 0, 0);
    }

    /** The same output of another call. */
    SavedSource withCall(int call) {
        return new SavedSource(layer, call, output);
    }
}
