package io.nacre.cli.bench;

/** How a workload's net predicts. */
public enum Way {
    /** As the model that it is. */
    PLAIN("predict"),
    /** With batch normalization taken into its dense layers. */
    FOLDED("predict folded"),
    /** By a standalone predictor. */
    PREDICTOR("predictor");

    private final String metric;

    Way(String metric) {
        this.metric = metric;
    }

    /** What results are called. */
    String metric() {
        return metric;
    }
}
