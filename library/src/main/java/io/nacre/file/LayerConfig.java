package io.nacre.file;

/** An ordinary layer, as its configuration describes it. */
public record LayerConfig(Config config) implements Described {
    @Override
    public String className() {
        return config.className();
    }
}
