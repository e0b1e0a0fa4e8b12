package io.nacre.metric;

/** Makes metrics: {@code import static io.nacre.metric.Metrics.*}. */
public final class Metrics {
    private Metrics() {}

    /** {@link Accuracy} */
    public static Accuracy accuracy() {
        return new Accuracy();
    }
}
