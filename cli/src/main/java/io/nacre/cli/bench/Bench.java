package io.nacre.cli.bench;

import io.nacre.data.FashionMnist;

/** Runs a workload and words its result. */
public final class Bench {
    private Bench() {}

    /**
     * Measures one workload on Fashion-MNIST.
     *
     * @return a line of JSON, or a line for people
     */
    public static String run(Workload workload, int threads, boolean json) {
        System.setProperty("nacre.threads", Integer.toString(threads));
        FashionMnist data = FashionMnist.load();
        Measurement measurement = switch (workload) {
            case W1, W2, W3, W4 -> TrainingBench.run(workload, data.train(), threads);
            case W6 -> PredictionBench.single(workload, data.test(), threads);
            case W7 -> PredictionBench.many(workload, data.train(), data.test(), threads);
            case W9 -> StartBench.run(workload, data.train(), threads);
        };
        String line = json ? measurement.json() : measurement.text();
        return data.isSample() && !json ? line + " (on the sample of " + data.source() + ")" : line;
    }
}
