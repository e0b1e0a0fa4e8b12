package io.nacre.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.Fit;
import io.nacre.LayerHandle;
import io.nacre.MonteCarlo;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
    private static final int STEPS = 6;

    private final Dataset images = FashionMnist.sample().train();

    @ParameterizedTest
    @EnumSource(Workload.class)
    void everyWorkloadEndsWithTheSameBitsOnOneTwoAndFourThreads(Workload workload) {
        List<float[]> one = run(workload, 1);
        assertTrue(one.stream().allMatch(WorkloadTest::isFinite));
        for (int threads : new int[] {2, 4}) {
            List<float[]> more = run(workload, threads);
            for (int i = 0; i < one.size(); i++) {
                assertArrayEquals(one.get(i), more.get(i), 0f, workload + " on " + threads + " threads, array " + i);
            }
        }
    }

    /** The weights after a few steps, and what the model then answers. */
    private List<float[]> run(Workload workload, int threads) {
        Sequential model = workload.model(1);
        int batch = Math.min(workload.batchSize(), 256);
        Dataset some = images.slice(0, Math.min(images.size(), STEPS * batch));
        List<float[]> results = new ArrayList<>();
        if (!workload.isPrediction()) {
            model.fit(some, Fit.epochs(1).withBatchSize(batch).withThreads(threads));
            for (LayerHandle layer : model.layers()) {
                layer.weights().forEach(weight -> results.add(weight.values()));
            }
        }
        System.setProperty("nacre.threads", Integer.toString(threads));
        try {
            Tensor answers = workload == Workload.W5
                    ? MonteCarlo.of(3).predict(model, some.inputs().get(0)).mean()
                    : model.predict(some.inputs().get(0));
            results.add(answers.values());
        } finally {
            System.clearProperty("nacre.threads");
        }
        return results;
    }

    private static boolean isFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
