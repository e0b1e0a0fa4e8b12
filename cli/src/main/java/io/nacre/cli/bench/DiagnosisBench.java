package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.diagnosis.Diagnosis;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times short trainings with a diagnosis at its default rate and without one, in turn: what the diagnosis adds; and the
 * time that it takes of its own, which is steadier than a difference of two times.
 */
final class DiagnosisBench {
    private static final int WARM_UP_STEPS = 300;
    private static final int ROUNDS = 7;
    private static final int EPOCHS = 3;

    private DiagnosisBench() {}

    static Measurement run(Workload workload, Dataset train, int threads) {
        int batch = workload.batchSize();
        Fit fit = Fit.epochs(EPOCHS).withBatchSize(batch).withThreads(threads);
        Watched watched = new Watched(Diagnosis.of().withListener(finding -> {}));
        Fit diagnosed = fit.withCallbacks(watched);
        Dataset warmUp = train.slice(0, Math.min(train.size(), WARM_UP_STEPS * batch));
        double _ = seconds(workload, warmUp, fit);
        double _ = seconds(workload, warmUp, diagnosed);
        watched.nanos = 0;

        double[] added = new double[ROUNDS];
        double plain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean plainFirst = round % 2 == 0;
            double first = seconds(workload, train, plainFirst ? fit : diagnosed);
            double second = seconds(workload, train, plainFirst ? diagnosed : fit);
            double without = plainFirst ? first : second;
            added[round] = 100 * ((plainFirst ? second : first) / without - 1);
            plain += without / ROUNDS;
        }
        Arrays.sort(added);
        Map<String, Double> extra = new LinkedHashMap<>();
        extra.put("looks", (double) watched.diagnosis.snapshots().size());
        extra.put("rounds", (double) ROUNDS);
        extra.put("own_percent", 100 * (watched.nanos * 1e-9 / ROUNDS) / plain);
        extra.put("seconds_without", plain);
        return new Measurement(
                workload, threads, "diagnosis adds", "%", added[ROUNDS / 2], added[0], added[ROUNDS - 1], extra);
    }

    /** How long it takes to train a model that is new, its compilation included. */
    private static double seconds(Workload workload, Dataset train, Fit fit) {
        Sequential model = workload.model(1);
        long begin = System.nanoTime();
        model.fit(train, fit);
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Adds up how long a diagnosis takes. */
    private static final class Watched implements Callback {
        private final Diagnosis diagnosis;
        private long nanos;

        Watched(Diagnosis diagnosis) {
            this.diagnosis = diagnosis;
        }

        @Override
        public void onTrainBegin(Training training) {
            diagnosis.onTrainBegin(training);
        }

        @Override
        public void onBatchEnd(Training training, int batch) {
            long begin = System.nanoTime();
            diagnosis.onBatchEnd(training, batch);
            nanos += System.nanoTime() - begin;
        }

        @Override
        public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            diagnosis.onEpochEnd(training, epoch, logs);
        }
    }
}
