package io.nacre;

import io.nacre.data.Dataset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What epochs are validated on, looked through if that can be done before. */
sealed interface Validation {
    /** Loss and metrics; nothing if the thread is interrupted before or meanwhile. */
    Optional<Map<String, Double>> evaluate(KeptPlans plans, Compiled compiled, int threads);

    /** What tells it from other validation data. */
    String identity();

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** A data set, of which so many batches are used. */
    record Whole(Dataset data, int batchSize) implements Validation {
        static Whole of(KeptPlans plans, Compiled compiled, Dataset data, int batchSize, OptionalInt steps) {
            long samples = (long) batchSize * steps.orElse(Integer.MAX_VALUE);
            Dataset used = samples < data.size() ? data.slice(0, (int) samples) : data;
            DataChecks.check(plans.net(), compiled, used, "the validation data");
            return new Whole(used, batchSize);
        }

        @Override
        public Optional<Map<String, Double>> evaluate(KeptPlans plans, Compiled compiled, int threads) {
            Evaluation evaluation = new Evaluation(plans, compiled, threads, Validation::isInterrupted);
            return evaluation.add(data, batchSize) ? Optional.of(evaluation.logs()) : Optional.empty();
        }

        @Override
        public String identity() {
            return RunIdentity.checksum(data);
        }
    }

    /** Batches from their beginning each time, all or so many. */
    record Stream(Iterable<Dataset> batches, OptionalInt steps) implements Validation {
        @Override
        public Optional<Map<String, Double>> evaluate(KeptPlans plans, Compiled compiled, int threads) {
            Evaluation evaluation = new Evaluation(plans, compiled, threads, Validation::isInterrupted);
            return evaluation.addAll(batches, steps, "the validation data")
                    ? Optional.of(evaluation.logs())
                    : Optional.empty();
        }

        @Override
        public String identity() {
            return "batches that come one by one" + (steps.isPresent() ? ", " + steps.getAsInt() : "");
        }
    }
}
