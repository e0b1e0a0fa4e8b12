package io.nacre.peers.compare;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long a message takes from one core to another and back. The host of a virtual machine moves its processors about
 * every few seconds: on one and the same machine they were hyperthreads of one core (50 ns, and two threads multiply no
 * faster than one), cores that share a cache (80 ns), and cores that do not (450 ns, and threads that share a small net
 * are slower than one). So what a second thread gains depends on it.
 *
 * @param least nanoseconds
 * @param most nanoseconds
 */
record RoundTrip(double least, double most) {
    /** Any. */
    static final RoundTrip ANY = new RoundTrip(0, Double.POSITIVE_INFINITY);

    private static final int THERE = 32;
    private static final int BACK = 96; // far from the other: a cache line each
    private static final int TRIPS = 50;
    private static final long WARM_UP = 50_000_000;
    private static final long MEASURED = 30_000_000;
    private static final long PATIENCE = 60_000_000_000L;

    /**
     * Takes what the command line says, such as {@code 60-150}.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static RoundTrip parse(String text) {
        String[] ends = text.split("-", -1);
        try {
            RoundTrip range = new RoundTrip(Double.parseDouble(ends[0]), Double.parseDouble(ends[ends.length - 1]));
            if (ends.length == 2 && range.least <= range.most) {
                return range;
            }
        } catch (NumberFormatException e) {
            // Said below, with an example.
        }
        throw new IllegalArgumentException(
                "must be two numbers of nanoseconds, the smaller one first, such as 60-150, not '" + text + "'");
    }

    /** As it is given on the command line, or nothing if any will do. */
    String text() {
        return equals(ANY) ? "" : String.format(Locale.ROOT, "%.0f-%.0f", least, most);
    }

    boolean contains(double nanos) {
        return least <= nanos && nanos <= most;
    }

    /** Waits until a message takes so long, for a minute at most, and gives what it took in the end. */
    double await() throws InterruptedException {
        long begin = System.nanoTime();
        double now = measure();
        while (!contains(now) && System.nanoTime() - begin < PATIENCE) {
            Thread.sleep(200); // a processor that was idle may come back elsewhere
            now = measure();
        }
        return now;
    }

    /** Nanoseconds that a message takes now. */
    static double measure() throws InterruptedException {
        AtomicIntegerArray ball = new AtomicIntegerArray(128);
        Thread other = new Thread(() -> answer(ball), "answers");
        other.setDaemon(true);
        other.start();
        try {
            var _ = series(ball, WARM_UP);
            return series(ball, MEASURED);
        } finally {
            ball.set(THERE, -1);
            other.join();
        }
    }

    private static void answer(AtomicIntegerArray ball) {
        int last = 0;
        while (last >= 0) {
            int now = ball.get(THERE);
            if (now != last) {
                ball.set(BACK, now);
                last = now;
            }
            Thread.onSpinWait();
        }
    }

    /** The shortest time of one trip, of many series of some: the rest were interrupted. */
    private static double series(AtomicIntegerArray ball, long nanos) {
        double shortest = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + nanos;
        do {
            long begin = System.nanoTime();
            for (int i = 1; i <= TRIPS; i++) {
                ball.set(THERE, i);
                while (ball.get(BACK) != i) {
                    Thread.onSpinWait();
                }
            }
            shortest = Math.min(shortest, (System.nanoTime() - begin) / (double) TRIPS);
        } while (System.nanoTime() < end);
        return shortest;
    }
}
