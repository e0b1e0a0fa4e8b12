package io.nacre;

import io.nacre.data.Tensor;
import java.util.Optional;

/**
 * What a model answered on the average of many random passes, and how sure it was. With p<sub>t</sub> the answer of
 * pass t, p their mean, and H the entropy in nats:
 *
 * <pre>
 *   deviation          = sqrt(mean over t of (p_t - p)^2)
 *   entropy            = H(p),  H(p) = - sum over classes of p log p
 *   mutual information = H(p) - mean over t of H(p_t)
 * </pre>
 *
 * <p>The entropy is all the uncertainty of an answer. The mutual information is that part of it that comes from the
 * model, which more data could remove: it is high where the passes contradict each other, and 0 where all agree on the
 * same doubt. Source: Smith and Gal, 2018; Depeweg et al., 2018.
 *
 * @param mean of the answers, of shape {@code (n, ...)}
 * @param deviation of the answers, of the same shape
 * @param entropy of the mean answer, of shape {@code (n)}, from 0 to the logarithm of the number of classes; a single
 *     number is taken as the probability of one of two classes. Absent if the answers are not probabilities
 * @param mutualInformation of shape {@code (n)}, from 0 to the entropy; absent if the answers are not probabilities
 */
public record Uncertainty(Tensor mean, Tensor deviation, Optional<Tensor> entropy, Optional<Tensor> mutualInformation) {
    private static final double ROUNDING = 1e-3;

    static Uncertainty of(Tensor mean, Tensor deviation, double[] meanEntropy) {
        int samples = meanEntropy.length;
        int width = mean.count() / samples;
        float[] p = mean.values();
        float[] entropies = new float[samples];
        float[] information = new float[samples];
        for (int sample = 0; sample < samples; sample++) {
            int at = sample * width;
            if (!isDistribution(p, at, width)) {
                return new Uncertainty(mean, deviation, Optional.empty(), Optional.empty());
            }
            double entropy = width == 1 ? term(1.0 - p[at]) : 0;
            for (int i = 0; i < width; i++) {
                entropy += term(p[at + i]);
            }
            entropies[sample] = (float) entropy;
            information[sample] = (float) Math.max(0, entropy - meanEntropy[sample]);
        }
        return new Uncertainty(mean, deviation, Optional.of(Tensor.of(entropies)), Optional.of(Tensor.of(information)));
    }

    private static boolean isDistribution(float[] p, int at, int width) {
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            if (!(p[i] >= 0 && p[i] <= 1 + ROUNDING)) {
                return false;
            }
            sum += p[i];
        }
        return width == 1 || Math.abs(sum - 1) <= ROUNDING;
    }

    private static double term(double p) {
        return p > 0 ? -p * Math.log(p) : 0;
    }
}
