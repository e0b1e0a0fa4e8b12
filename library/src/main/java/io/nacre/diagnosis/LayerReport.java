package io.nacre.diagnosis;

/**
 * One layer at one step.
 *
 * @param layer its path
 * @param mean of its results
 * @param deviation of its results
 * @param saturated the share of its results within a fiftieth of the range from an end of it, if the activation has two
 *     ends; 0 for the others, and for the model's answers
 * @param dead the share of its units that gave 0 for every sample of the last {@link Snapshot#MEMORY} looks, if 0 is
 *     the low end of its activation; else 0
 * @param learns whether it has weights that learn, other than biases and factors of normalization
 * @param gradientNorm the Euclidean norm of the gradients of its weights; NaN if it does not learn
 * @param weightNorm the Euclidean norm of the largest of its weights; NaN if it does not learn
 * @param updateRatio the norm of the change of that weight in one step, divided by its norm; NaN if it does not learn
 * @param constant whether all numbers of that weight are the same
 */
public record LayerReport(
        String layer,
        double mean,
        double deviation,
        double saturated,
        double dead,
        boolean learns,
        double gradientNorm,
        double weightNorm,
        double updateRatio,
        boolean constant) {
    /** The gradient's norm relative to the weight's, which layers of different sizes can be compared by. */
    public double relativeGradient() {
        return gradientNorm / weightNorm;
    }
}
