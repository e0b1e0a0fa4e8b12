/**
 * Nacre trains, explains and ships deep neural networks on the JVM, in pure Java, with Keras's words, numbers and files.
 */
module io.nacre {
    requires static com.google.errorprone.annotations;
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports io.nacre.data;
    exports io.nacre.file;
    exports io.nacre.graph;
}
