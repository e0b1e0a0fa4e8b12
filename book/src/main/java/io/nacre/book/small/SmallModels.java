package io.nacre.book.small;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.regularizer.Regularizers.l1;

import io.nacre.Fit;
import io.nacre.Model;
import io.nacre.QuantizedModel;
import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.book.small.Variant.Figures;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.file.WeightFormat;
import io.nacre.layer.Dense;
import io.nacre.plot.Axis;
import io.nacre.plot.BarChart;
import io.nacre.pruning.MagnitudePruning;
import io.nacre.pruning.PolynomialSparsity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The chapter's net with batch normalization made smaller: folded, pruned, in 16 and 8 bits. All variants have learned
 * for as many epochs.
 */
public final class SmallModels implements Program {
    private static final int BATCH = 32;
    private static final int EPOCHS = 6;
    private static final int MORE_EPOCHS = 6;
    private static final int CALIBRATION = 1_000;
    private static final double SPARSITY = 0.8;
    private static final double L1 = 1e-4;
    private static final double THRESHOLD = 0.01;

    private static final String WHOLE = "float32";
    private static final String FOLDED = "folded";
    private static final String SPARSE = "80 % pruned, folded";
    private static final String INT8 = "folded, int8";
    private static final String SPARSE_INT8 = "80 % pruned, folded, int8";

    @Override
    public String name() {
        return "small-models";
    }

    @Override
    public String title() {
        return "Small models: folded, pruned, in 16 and 8 bits";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph(String.format(
                Locale.ROOT,
                "784-300-100-10 with ReLU and batch normalization, %d epochs with Nesterov momentum. What is pruned on"
                    + " a schedule is so in the second half of them, along a polynomial that ends after three of these"
                    + " epochs. Accuracy is that on the test images, mean and deviation over %d seeds; for int8 it is"
                    + " that of int8 arithmetic, with activations calibrated on %,d training images. Times are medians"
                    + " of one seed: of one image by `model.predict` and by a `Predictor`, and of all %,d test images"
                    + " by `model.predict` in batches of 1,024.",
                setting.scaled(EPOCHS) + setting.scaled(MORE_EPOCHS),
                setting.seeds(),
                CALIBRATION,
                setting.data().test().size()));
        Map<String, List<Figures>> figures = new LinkedHashMap<>();
        Map<String, Times> times = new LinkedHashMap<>();
        List<List<Variant>> runs = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            return variants(setting, seed);
        });
        for (List<Variant> run : runs) {
            for (Variant variant : run) {
                figures.computeIfAbsent(variant.name(), name -> new ArrayList<>())
                        .add(variant.figures(setting.data().test()));
            }
        }
        page.progress("times");
        times(setting, runs.getFirst(), times);
        table(page, figures, times);
        page.figure("small_models_plot", sizes(figures));
        findings(page, figures, times);
    }

    private static BarChart sizes(Map<String, List<Figures>> figures) {
        List<String> names = List.copyOf(figures.keySet());
        return BarChart.of("Size of the .keras file", names)
                .withBars(
                        "",
                        names.stream()
                                .mapToDouble(name -> mean(figures, name, Figures::keras) / 1000)
                                .toArray())
                .withYAxis(Axis.of("KB"))
                .withHorizontalBars();
    }

    /** Microseconds for one image by the model and by a predictor, and for all test images. */
    private record Times(double one, double serving, double all) {}

    private static void times(Setting setting, List<Variant> variants, Map<String, Times> times) {
        Samples images = setting.data().test().inputs().getFirst();
        Stopwatch often = setting.quick() ? new Stopwatch(3, 5) : new Stopwatch(100, 100);
        Stopwatch seldom = setting.quick() ? new Stopwatch(3, 1) : new Stopwatch(15, 1);
        List<Double> one = often.micros(
                variants.stream().map(variant -> variant.answeringOne(images)).toList());
        List<Double> serving = often.micros(
                variants.stream().map(variant -> variant.serving(images)).toList());
        List<Double> all = seldom.micros(
                variants.stream().map(variant -> variant.answeringAll(images)).toList());
        for (int i = 0; i < variants.size(); i++) {
            times.put(variants.get(i).name(), new Times(one.get(i), serving.get(i), all.get(i)));
        }
    }

    private static List<Variant> variants(Setting setting, long seed) {
        Dataset train = setting.data().train();
        int more = setting.scaled(MORE_EPOCHS);
        Sequential half = net(layer -> layer).withSeed(seed);
        compile(half);
        half.fit(train, Fit.epochs(setting.scaled(EPOCHS)).withBatchSize(BATCH));

        Model whole = half.copy();
        compile(whole);
        whole.fit(train, Fit.epochs(more).withBatchSize(BATCH));
        Model folded = compiled(whole.foldBatchNormalization());

        Model pruned = half.copy();
        compile(pruned);
        long steps = (long) more * ((train.size() + BATCH - 1) / BATCH);
        MagnitudePruning pruning = MagnitudePruning.of(PolynomialSparsity.of(SPARSITY, 0, steps / 2));
        pruned.fit(train, Fit.epochs(more).withBatchSize(BATCH).withCallbacks(pruning));
        Model sparse = compiled(pruned.foldBatchNormalization());

        Sequential regularized =
                net(layer -> layer.withKernelRegularizer(l1(L1))).withSeed(seed);
        compile(regularized);
        regularized.fit(train, Fit.epochs(setting.scaled(EPOCHS) + more).withBatchSize(BATCH));
        Model zeroed = compiled(regularized.zeroWeightsBelow(THRESHOLD).foldBatchNormalization());

        Samples images = train.inputs().getFirst().slice(0, Math.min(CALIBRATION, train.size()));
        QuantizedModel int8 = folded.quantize(images);
        QuantizedModel sparseInt8 = sparse.quantize(images);
        return List.of(
                Variant.of(WHOLE, whole, WeightFormat.FLOAT32),
                Variant.of(FOLDED, folded, WeightFormat.FLOAT32),
                Variant.of("folded, float16", folded, WeightFormat.FLOAT16),
                Variant.of("folded, bfloat16", folded, WeightFormat.BFLOAT16),
                Variant.of("folded, int8 weights", folded, WeightFormat.INT8),
                Variant.of(INT8, folded, WeightFormat.INT8).withInt8(int8),
                Variant.of(SPARSE, sparse, WeightFormat.FLOAT32),
                Variant.of("80 % pruned, folded, float16", sparse, WeightFormat.FLOAT16),
                Variant.of(SPARSE_INT8, sparse, WeightFormat.INT8).withInt8(sparseInt8),
                Variant.of("50 % pruned at once, folded", compiled(folded.prune(0.5)), WeightFormat.FLOAT32),
                Variant.of("80 % pruned at once, folded", compiled(folded.prune(SPARSITY)), WeightFormat.FLOAT32),
                Variant.of("l1, small weights zeroed, folded", zeroed, WeightFormat.FLOAT32));
    }

    private static Sequential net(UnaryOperator<Dense> kind) {
        return Sequential.of(
                input(28, 28),
                flatten(),
                batchNormalization(),
                kind.apply(dense(300, relu()).withKernelInitializer(heNormal())),
                batchNormalization(),
                kind.apply(dense(100, relu()).withKernelInitializer(heNormal())),
                batchNormalization(),
                dense(10, softmax()));
    }

    private static Model compiled(Model model) {
        compile(model);
        return model;
    }

    private static void compile(Model model) {
        model.compile(sgd(0.01).withMomentum(0.9).withNesterov(), sparseCategoricalCrossentropy(), accuracy());
    }

    private static void table(Page page, Map<String, List<Figures>> figures, Map<String, Times> times) {
        double whole = mean(figures, WHOLE, Figures::accuracy);
        List<List<String>> rows = new ArrayList<>();
        figures.forEach((name, runs) -> {
            Times taken = times.getOrDefault(name, new Times(0, 0, 0));
            Spread accuracy = Spread.of(runs.stream().map(Figures::accuracy).toList());
            rows.add(List.of(
                    name,
                    number("%.1f %%", 100 * mean(figures, name, Figures::sparsity)),
                    number("%.0f", mean(figures, name, Figures::keras) / 1000),
                    number("%.0f", mean(figures, name, Figures::onnx) / 1000),
                    number("%.1f", taken.one()),
                    number("%.1f", taken.serving()),
                    number("%.1f", taken.all() / 1000),
                    number("%.4f", accuracy.mean()) + (runs.size() == 1 ? "" : number(" ± %.4f", accuracy.deviation())),
                    number("%+.2f", 100 * (accuracy.mean() - whole))));
        });
        page.table(
                List.of(
                        "model",
                        "zeros",
                        ".keras, KB",
                        ".onnx, KB",
                        "one image, us",
                        "Predictor, us",
                        "all, ms",
                        "accuracy",
                        "points"),
                rows);
    }

    private static void findings(Page page, Map<String, List<Figures>> figures, Map<String, Times> times) {
        page.finding(number(
                        "Folding changes no answer but for rounding, and answers all images in %.2f of the time.",
                        slowness(times, FOLDED, WHOLE))
                + number(
                        " 80 %% sparsity, pruned on a schedule, changes accuracy by %+.2f points; pruned at once it"
                                + " needs training after it.",
                        points(figures, SPARSE))
                + number(" Int8 changes it by %+.2f points,", points(figures, INT8))
                + number(" both together by %+.2f.", points(figures, SPARSE_INT8)));
        page.finding(number(
                        "A sparse `.keras` file is packed, to %.2f of the folded one's size here; an `.onnx` file is"
                                + " not. Few bits make both smaller.",
                        mean(figures, SPARSE, Figures::keras) / mean(figures, FOLDED, Figures::keras))
                + number(
                        " Neither makes Nacre faster. A sparse model takes %.2f of the dense one's time, since"
                            + " products go through all weights, zero or not, and kernels in few bits become float32"
                            + " when a file is read.",
                        slowness(times, SPARSE, FOLDED)));
        page.finding(number(
                "With its arithmetic in int8 a model takes %.2f of the time in float32 here, where it serves to tell"
                        + " the accuracy. The `.onnx` file is computed in int8 by ONNX Runtime.",
                slowness(times, INT8, FOLDED)));
    }

    /** The time that one takes for all images, in parts of that of another. */
    private static double slowness(Map<String, Times> times, String name, String other) {
        Times none = new Times(1, 1, 1);
        return times.getOrDefault(name, none).all()
                / times.getOrDefault(other, none).all();
    }

    private static double points(Map<String, List<Figures>> figures, String name) {
        return 100 * (mean(figures, name, Figures::accuracy) - mean(figures, WHOLE, Figures::accuracy));
    }

    private static double mean(Map<String, List<Figures>> figures, String name, ToDoubleFunction<Figures> figure) {
        return figures.getOrDefault(name, List.of()).stream()
                .mapToDouble(figure)
                .average()
                .orElseThrow();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
