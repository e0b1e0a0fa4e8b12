package io.nacre.table;

import java.util.Arrays;

/**
 * Mean and deviation of numbers.
 *
 * @param deviation above 0; 1 if the numbers are all the same
 */
record Spread(double mean, double deviation) {
    static Spread of(double[] numbers) {
        double mean = Arrays.stream(numbers).sum() / numbers.length;
        double root = Math.sqrt(Arrays.stream(numbers)
                        .map(number -> (number - mean) * (number - mean))
                        .sum()
                / numbers.length);
        boolean constant = root <= 1e-7 * Math.abs(mean); // below what float32 can tell apart
        return new Spread(mean, constant || root == 0 ? 1 : root);
    }
}
