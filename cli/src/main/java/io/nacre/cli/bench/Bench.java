package io.nacre.cli.bench;

import io.nacre.Explanation;
import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;

/** Runs a workload and words its result. */
public final class Bench {
    private Bench() {}

    /**
     * Measures one workload on Fashion-MNIST.
     *
     * @param way how it predicts, if it is a prediction
     * @return a line of JSON, or a line for people
     */
    public static String run(Workload workload, Way way, int threads, boolean json) {
        System.setProperty("nacre.threads", Integer.toString(threads));
        FashionMnist data = FashionMnist.load();
        Measurement measurement = switch (workload) {
            case W1, W2, W3, W4 -> TrainingBench.run(workload, data.train(), threads);
            case W5 -> PredictionBench.monteCarlo(workload, data.test(), threads);
            case W6 -> PredictionBench.single(workload, way, data.test(), threads);
            case W7 -> PredictionBench.many(workload, way, data.train(), data.test(), threads);
            case W9 -> StartBench.run(workload, data.train(), threads);
        };
        String line = json ? measurement.json() : measurement.text();
        return data.isSample() && !json ? line + " (on the sample of " + data.source() + ")" : line;
    }

    /**
     * Measures by how much a diagnosis at its default rate lengthens the training of a workload.
     *
     * @return a line of JSON, or a line for people
     * @throws IllegalArgumentException if the workload does not train
     */
    public static String diagnose(Workload workload, int threads, boolean json) {
        if (workload.isPrediction() || workload == Workload.W9) {
            throw new IllegalArgumentException("a diagnosis watches training, which " + workload
                    + " does not measure; with --diagnose take W1, W2, W3 or W4");
        }
        System.setProperty("nacre.threads", Integer.toString(threads));
        Measurement measurement =
                DiagnosisBench.run(workload, FashionMnist.load().train(), threads);
        return json ? measurement.json() : measurement.text();
    }

    /** What the workload's plan consists of, and how near each part comes to what the machine can do. */
    public static String explain(Workload workload, Way way) {
        Dataset train = FashionMnist.load().train();
        Sequential given = workload.model(1);
        Model model = way == Way.FOLDED ? given.foldBatchNormalization() : given;
        Dataset batch = train.slice(0, Math.min(train.size(), workload.batchSize()));
        Explanation explanation = workload.isPrediction()
                ? Explanation.ofPrediction(model, batch.inputs().get(0))
                : Explanation.ofTraining(model, batch);
        return workload + ", " + batch.size() + " images:\n" + explanation;
    }
}
