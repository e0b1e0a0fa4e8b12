/**
 * Nacre trains, explains and ships deep neural networks on the JVM, in pure Java, with Keras's words, numbers and
 * files.
 */
module io.nacre {
    requires de.siegmar.fastcsv;
    requires static com.google.errorprone.annotations;
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports io.nacre;
    exports io.nacre.activation;
    exports io.nacre.callback;
    exports io.nacre.constraint;
    exports io.nacre.data;
    exports io.nacre.diagnosis;
    exports io.nacre.file;
    exports io.nacre.graph;
    exports io.nacre.initializer;
    exports io.nacre.layer;
    exports io.nacre.loss;
    exports io.nacre.metric;
    exports io.nacre.optimizer;
    exports io.nacre.pruning;
    exports io.nacre.regularizer;
    exports io.nacre.schedule;
    exports io.nacre.table;
}
