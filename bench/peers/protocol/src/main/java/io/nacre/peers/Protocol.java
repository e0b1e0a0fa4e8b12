package io.nacre.peers;

import io.nacre.data.FashionMnist;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Measures a workload on a peer, step for step as {@code nacre bench} does on Nacre. */
public final class Protocol {
    private static final int WARM_UP_STEPS = 300;
    private static final int WINDOWS = 10;
    private static final int LOSS_IMAGES = 10_000;
    private static final int LOSS_BATCH = 1000;
    private static final int CALLS = 10_000;
    private static final int PASSES = 30;
    private static final int PREDICTED_AT_ONCE = 1024;
    private static final int TRAINED_BEFORE = 3_200;
    private static final int MONTE_CARLO_PASSES = 100;
    private static final int[] MONTE_CARLO_BATCHES = {100, 250, 1000, 2500};
    private static final int START_IMAGES = 2_000;
    private static final int TEST_IMAGES = 10_000;
    private static final int MORE_THAN_ALL = Integer.MAX_VALUE;

    private final Peer peer;
    private final Workload workload;
    private final int threads;
    private final FashionMnist data = FashionMnist.load();

    private Protocol(Peer peer, Workload workload, int threads) {
        this.peer = peer;
        this.workload = workload;
        this.threads = threads;
    }

    /**
     * Measures and prints a line of JSON; what the peer cannot do is a line with {@code "unsupported"}.
     *
     * @param args the workload and the number of threads
     */
    public static void main(Peer peer, String[] args) {
        Workload workload = Workload.valueOf(args[0]);
        int threads = Integer.parseInt(args[1]);
        Result result;
        try {
            result = new Protocol(peer, workload, threads).run();
        } catch (UnsupportedOperationException e) {
            result = Result.of(peer.name(), workload, threads).with("unsupported", String.valueOf(e.getMessage()));
        }
        System.out.println(result.with("version", peer.version()).json());
        // Threads of native libraries need not end by themselves.
        System.exit(0);
    }

    private Result run() {
        return switch (workload.kind()) {
            case TRAINING -> training();
            case MONTE_CARLO -> monteCarlo();
            case ONE_IMAGE -> oneImage();
            case MANY_IMAGES -> manyImages();
            case START -> start();
        };
    }

    private Net net(long seed) {
        return peer.net(workload, threads, seed);
    }

    private Result result(String metric, String unit, double[] values) {
        Arrays.sort(values);
        return Result.of(peer.name(), workload, threads)
                .with("metric", metric)
                .with("unit", unit)
                .with("value", Result.median(values))
                .with("min", values[0])
                .with("max", values[values.length - 1]);
    }

    private Result training() {
        Images train = Images.of(data.train(), MORE_THAN_ALL);
        int batch = workload.batchSize();
        try (Net scratch = net(1)) {
            var _ = epoch(scratch, train.slice(0, WARM_UP_STEPS * batch));
        }
        try (Net net = net(2)) {
            long[] times = epoch(net, train).times;
            Result result = result("train", "images/s", rates(times));
            result = result.with("final_loss", loss(net, train.slice(0, LOSS_IMAGES)))
                    .with("us_per_step", batch / result.number("value") * 1e6)
                    .with("steps", times.length - 1);
            var _ = epoch(net, train);
            double[] later = rates(epoch(net, train).times);
            Arrays.sort(later);
            return result.with("third_epoch_us_per_step", batch / Result.median(later) * 1e6);
        }
    }

    /** Images a second in each window of an epoch. */
    private double[] rates(long[] times) {
        int window = (times.length - 1) / WINDOWS;
        double[] rates = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            rates[i] = window * workload.batchSize() / ((times[(i + 1) * window] - times[i * window]) * 1e-9);
        }
        return rates;
    }

    /** When an epoch began and each of its steps ended, and the mean loss. */
    private record Epoch(long[] times, double loss) {}

    private Epoch epoch(Net net, Images images) {
        int batch = workload.batchSize();
        int[] rows = images.shuffled(1);
        long[] times = new long[(rows.length + batch - 1) / batch + 1];
        double loss = 0;
        times[0] = System.nanoTime();
        for (int step = 0; step < times.length - 1; step++) {
            Images some = images.select(rows, step * batch, Math.min(rows.length, (step + 1) * batch));
            loss += net.step(some.pixels(), some.labels()) * some.count();
            times[step + 1] = System.nanoTime();
        }
        return new Epoch(times, loss / rows.length);
    }

    /** The mean cross-entropy of predictions. */
    private static double loss(Net net, Images images) {
        double sum = 0;
        for (int from = 0; from < images.count(); from += LOSS_BATCH) {
            Images some = images.slice(from, from + LOSS_BATCH);
            float[] answers = net.predict(some.pixels());
            for (int row = 0; row < some.count(); row++) {
                sum -= Math.log(Math.max(answers[row * Images.CLASSES + some.labels()[row]], 1e-7));
            }
        }
        return sum / images.count();
    }

    private Result oneImage() {
        Images test = Images.of(data.test(), 1000);
        double[] micros = new double[CALLS];
        try (Net net = net(1)) {
            double seen = 0;
            for (int call = -CALLS; call < CALLS; call++) {
                float[] image = test.slice(Math.floorMod(call, test.count()), Math.floorMod(call, test.count()) + 1)
                        .pixels();
                long start = System.nanoTime();
                float[] answer = net.predict(image);
                micros[Math.floorMod(call, CALLS)] = (System.nanoTime() - start) * 1e-3;
                seen += answer[0];
            }
            Result result = result("predict-1 p50", "us", micros);
            return result.with("p99", micros[CALLS * 99 / 100]).with("mean_answer", seen / (2 * CALLS));
        }
    }

    private Result manyImages() {
        Images test = Images.of(data.test(), TEST_IMAGES);
        double[] rates = new double[PASSES];
        try (Net net = net(1)) {
            if (peer.trains()) {
                var _ = epoch(net, Images.of(data.train(), TRAINED_BEFORE));
            }
            List<float[]> batches = test.batches(PREDICTED_AT_ONCE);
            for (int pass = -PASSES; pass < PASSES; pass++) {
                long start = System.nanoTime();
                float[] answers = new float[test.count() * Images.CLASSES];
                int at = 0;
                for (float[] batch : batches) {
                    float[] some = net.predict(batch);
                    System.arraycopy(some, 0, answers, at, some.length);
                    at += some.length;
                }
                rates[Math.floorMod(pass, PASSES)] = test.count() / ((System.nanoTime() - start) * 1e-9);
            }
            return result("predict", "images/s", rates);
        }
    }

    private Result monteCarlo() {
        Images test = Images.of(data.test(), TEST_IMAGES);
        double[] rates = new double[MONTE_CARLO_PASSES];
        double[] mean = new double[test.count() * Images.CLASSES];
        try (Net net = net(1)) {
            int size = bestBatch(net, test);
            List<float[]> batches = test.batches(size);
            for (int pass = 0; pass < MONTE_CARLO_PASSES; pass++) {
                rates[pass] = test.count() / seconds(net, batches, mean);
            }
            return result("mc", "sample-images/s", rates).with("batch", size);
        }
    }

    /** The batch size at which this peer is fastest; trying them out warms up, too. */
    private static int bestBatch(Net net, Images test) {
        int best = 0;
        double fastest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 3; round++) {
            for (int size : MONTE_CARLO_BATCHES) {
                double seconds = seconds(net, test.batches(size), new double[test.count() * Images.CLASSES]);
                if (round > 0 && seconds < fastest) {
                    fastest = seconds;
                    best = size;
                }
            }
        }
        return best;
    }

    /** Adds the probabilities that one pass gives to a sum, and tells how long that took. */
    private static double seconds(Net net, List<float[]> batches, double[] sum) {
        long start = System.nanoTime();
        int at = 0;
        for (float[] batch : batches) {
            for (float probability : net.predictWithDropout(batch)) {
                sum[at++] += probability;
            }
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    private Result start() {
        Instant start = ProcessHandle.current()
                .info()
                .startInstant()
                .orElseThrow(() -> new IllegalStateException("this system does not tell when a process began"));
        try (Net net = net(1)) {
            double loss = epoch(net, Images.of(data.train(), START_IMAGES)).loss;
            double seconds = Duration.between(start, Instant.now()).toMillis() * 1e-3;
            return result("start to first epoch", "s", new double[] {seconds}).with("final_loss", loss);
        }
    }
}
