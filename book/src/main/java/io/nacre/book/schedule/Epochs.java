package io.nacre.book.schedule;

import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.schedule.Schedule;
import java.util.stream.LongStream;

/**
 * The training that schedules are drawn for: 25 epochs of 55,000 images.
 *
 * @param batchSize images in a step
 */
record Epochs(int batchSize) {
    /** How many there are. */
    static final int COUNT = 25;

    private static final int IMAGES = 55_000;
    private static final int POINTS = 1000;

    /** In batches of 32. */
    static final Epochs OF_32 = new Epochs(32);

    /** Steps of one epoch. */
    long steps() {
        return Math.ceilDiv(IMAGES, batchSize);
    }

    /** Steps of so many epochs. */
    long steps(int epochs) {
        return epochs * steps();
    }

    /** What a schedule gives at each step, as a line over the epochs. */
    Line line(String name, Schedule schedule) {
        long[] steps = LongStream.rangeClosed(0, POINTS)
                .map(point -> (steps(COUNT) - 1) * point / POINTS)
                .toArray();
        double[] epochs = LongStream.of(steps)
                .mapToDouble(step -> (double) step / steps())
                .toArray();
        return Line.of(
                name, epochs, LongStream.of(steps).mapToDouble(schedule::at).toArray());
    }

    /** A figure of learning rates from 0 to this one, over the epochs. */
    static LinePlot plot(String title, double highest) {
        return LinePlot.of(title)
                .withXAxis(Axis.of("epoch").withRange(0, COUNT))
                .withYAxis(Axis.of("learning rate").withRange(0, highest));
    }
}
