package io.nacre.metric;

import java.util.List;

/**
 * Makes metrics: {@code import static io.nacre.metric.Metrics.*}.
 *
 * <p>Those that Keras names as the losses that they are the means of end in {@code Metric} here, so that all metrics
 * and all losses can be imported side by side.
 */
public final class Metrics {
    private Metrics() {}

    /** {@link Accuracy} */
    public static Accuracy accuracy() {
        return Accuracy.of();
    }

    /** {@link ExactMatch} */
    public static ExactMatch exactMatch() {
        return ExactMatch.of();
    }

    /** {@link BinaryAccuracy} */
    public static BinaryAccuracy binaryAccuracy() {
        return BinaryAccuracy.of();
    }

    /** {@link CategoricalAccuracy} */
    public static CategoricalAccuracy categoricalAccuracy() {
        return CategoricalAccuracy.of();
    }

    /** {@link SparseCategoricalAccuracy} */
    public static SparseCategoricalAccuracy sparseCategoricalAccuracy() {
        return SparseCategoricalAccuracy.of();
    }

    /** {@link TopKCategoricalAccuracy} */
    public static TopKCategoricalAccuracy topKCategoricalAccuracy(int k) {
        return TopKCategoricalAccuracy.of().withK(k);
    }

    /** {@link SparseTopKCategoricalAccuracy} */
    public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy(int k) {
        return SparseTopKCategoricalAccuracy.of().withK(k);
    }

    /** {@link Precision} */
    public static Precision precision() {
        return Precision.of();
    }

    /** {@link Recall} */
    public static Recall recall() {
        return Recall.of();
    }

    /** {@link F1Score} */
    public static F1Score f1Score() {
        return F1Score.of();
    }

    /** {@link FBetaScore} */
    public static FBetaScore fBetaScore(double beta) {
        return FBetaScore.of().withBeta(beta);
    }

    /** {@link Auc} */
    public static Auc auc() {
        return Auc.of();
    }

    /** {@link TruePositives} */
    public static TruePositives truePositives() {
        return TruePositives.of();
    }

    /** {@link FalsePositives} */
    public static FalsePositives falsePositives() {
        return FalsePositives.of();
    }

    /** {@link TrueNegatives} */
    public static TrueNegatives trueNegatives() {
        return TrueNegatives.of();
    }

    /** {@link FalseNegatives} */
    public static FalseNegatives falseNegatives() {
        return FalseNegatives.of();
    }

    /** {@link SensitivityAtSpecificity} */
    public static SensitivityAtSpecificity sensitivityAtSpecificity(double specificity) {
        return SensitivityAtSpecificity.of(specificity);
    }

    /** {@link SpecificityAtSensitivity} */
    public static SpecificityAtSensitivity specificityAtSensitivity(double sensitivity) {
        return SpecificityAtSensitivity.of(sensitivity);
    }

    /** {@link PrecisionAtRecall} */
    public static PrecisionAtRecall precisionAtRecall(double recall) {
        return PrecisionAtRecall.of(recall);
    }

    /** {@link RecallAtPrecision} */
    public static RecallAtPrecision recallAtPrecision(double precision) {
        return RecallAtPrecision.of(precision);
    }

    /** {@link MeanAbsoluteError}, named as the method. */
    public static MeanAbsoluteError mae() {
        return MeanAbsoluteError.of().withName("mae");
    }

    /** {@link MeanSquaredError}, named as the method. */
    public static MeanSquaredError mse() {
        return MeanSquaredError.of().withName("mse");
    }

    /** {@link RootMeanSquaredError}, named as the method. */
    public static RootMeanSquaredError rmse() {
        return RootMeanSquaredError.of().withName("rmse");
    }

    /** {@link MeanAbsolutePercentageError}, named as the method. */
    public static MeanAbsolutePercentageError mape() {
        return MeanAbsolutePercentageError.of().withName("mape");
    }

    /** {@link MeanSquaredLogarithmicError}, named as the method. */
    public static MeanSquaredLogarithmicError msle() {
        return MeanSquaredLogarithmicError.of().withName("msle");
    }

    /** {@link LogCoshError} */
    public static LogCoshError logCoshError() {
        return LogCoshError.of();
    }

    /** {@link R2Score} */
    public static R2Score r2Score() {
        return R2Score.of();
    }

    /** {@link CosineSimilarity} */
    public static CosineSimilarity cosineSimilarityMetric() {
        return CosineSimilarity.of();
    }

    /** {@link BinaryCrossentropy} */
    public static BinaryCrossentropy binaryCrossentropyMetric() {
        return BinaryCrossentropy.of();
    }

    /** {@link CategoricalCrossentropy} */
    public static CategoricalCrossentropy categoricalCrossentropyMetric() {
        return CategoricalCrossentropy.of();
    }

    /** {@link SparseCategoricalCrossentropy} */
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropyMetric() {
        return SparseCategoricalCrossentropy.of();
    }

    /** {@link KlDivergence} */
    public static KlDivergence klDivergenceMetric() {
        return KlDivergence.of();
    }

    /** {@link Poisson} */
    public static Poisson poissonMetric() {
        return Poisson.of();
    }

    /** {@link Hinge} */
    public static Hinge hingeMetric() {
        return Hinge.of();
    }

    /** {@link SquaredHinge} */
    public static SquaredHinge squaredHingeMetric() {
        return SquaredHinge.of();
    }

    /** {@link CategoricalHinge} */
    public static CategoricalHinge categoricalHingeMetric() {
        return CategoricalHinge.of();
    }

    /** {@link MeanIou} */
    public static MeanIou meanIou(int numClasses) {
        return MeanIou.of(numClasses);
    }

    /** {@link Iou} */
    public static Iou iou(int numClasses, List<Integer> targetClassIds) {
        return Iou.of(numClasses, targetClassIds);
    }

    /** {@link BinaryIou} */
    public static BinaryIou binaryIou() {
        return BinaryIou.of();
    }

    /** {@link Weighted}: a metric in which samples count by their weights. */
    public static Weighted weighted(Metric metric) {
        return new Weighted(metric);
    }
}
