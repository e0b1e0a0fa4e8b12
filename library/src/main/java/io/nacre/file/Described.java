package io.nacre.file;

/** What a {@link SavedLayer} is: an ordinary layer with its configuration, or a network nested in another. */
public sealed interface Described permits LayerConfig, SavedNetwork {
    /** Keras's name for the class, such as {@code Dense}. */
    String className();
}
