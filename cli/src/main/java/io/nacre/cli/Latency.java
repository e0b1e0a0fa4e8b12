package io.nacre.cli;

import io.nacre.Model;
import io.nacre.Predictor;
import java.util.Arrays;
import java.util.Locale;

/** How long a model takes to answer one sample. */
final class Latency {
    private static final int CALLS = 5_000;
    private static final long WARM_UP_NANOS = 250_000_000;

    private Latency() {}

    /** The median in microseconds, as {@code 7.8 us}; of a model with several inputs or outputs {@code -}. */
    static String of(Model model) {
        if (model.inputShapes().size() != 1 || model.outputShapes().size() != 1) {
            return "-";
        }
        Predictor predictor;
        try {
            predictor = Predictor.of(model);
        } catch (IllegalArgumentException _) {
            return "-"; // it is random in prediction
        }
        float[] sample = new float[predictor.inputLength()];
        Arrays.fill(sample, 0.5f);
        float[] answer = new float[predictor.outputLength()];
        long warm = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < warm) {
            predictor.predict(sample, answer);
        }
        double[] micros = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begin = System.nanoTime();
            predictor.predict(sample, answer);
            micros[i] = (System.nanoTime() - begin) * 1e-3;
        }
        Arrays.sort(micros);
        return String.format(Locale.ROOT, "%.1f us", micros[CALLS / 2]);
    }
}
