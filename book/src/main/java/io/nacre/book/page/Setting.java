package io.nacre.book.page;

import io.nacre.data.FashionMnist;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * What a program runs with.
 *
 * @param data the images
 * @param seeds how many runs are made, each from another seed; at least 1
 * @param quick whether it is only to be seen that the program runs: few images, few epochs, figures that mean nothing
 */
public record Setting(FashionMnist data, int seeds, boolean quick) {
    /** Checks the number of seeds. */
    public Setting {
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be at least 1, not " + seeds);
        }
    }

    /** What a number of epochs, or of anything else that takes time, comes to here: in a quick run a tenth of it. */
    public int scaled(int number) {
        return quick ? Math.max(1, number / 10) : number;
    }

    /** The results of one run for each seed, in the seeds' order. */
    public <T> List<T> eachSeed(LongFunction<T> run) {
        return LongStream.rangeClosed(1, seeds).mapToObj(run).toList();
    }
}
