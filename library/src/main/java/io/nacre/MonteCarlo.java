package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.Frame;
import io.nacre.layer.Dropout;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Monte Carlo dropout: lets a trained model answer many times with its dropout at work, so that the mean is a better
 * estimate than one answer, and the spread tells how sure the model is.
 *
 * <pre>{@code
 * Uncertainty answer = MonteCarlo.of(100).predict(model, images);
 * answer.mean();                // (n, classes)
 * answer.mutualInformation();   // (n): high where the model does not know, as on images of another kind
 * }</pre>
 *
 * <p>What is random in training is random here too (dropout of all kinds, {@code GaussianNoise}); batch normalization
 * keeps to its moving averages, and no weight changes. The model needs neither training nor change for it.
 * {@link io.nacre.layer.McDropout} makes a model that does the same at each {@code predict}, one pass at a time.
 *
 * <p>The same model, seed, data and batch size give the same bits. Not for a model that was trained without dropout,
 * whose spread would say nothing; nor where a single fast answer is wanted. Source: Gal and Ghahramani, 2016, "Dropout
 * as a Bayesian Approximation".
 *
 * @param passes how often each sample is answered, at least 2
 * @param batchSize samples that are computed together; default 256
 * @param seed of the masks; default the model's
 */
public record MonteCarlo(int passes, int batchSize, OptionalLong seed) {
    private static final int BATCH = 256;

    /** Below it a probability counts as this in its logarithm. */
    private static final double SMALLEST = 1e-30;

    /** Checks the numbers. */
    public MonteCarlo {
        if (passes < 2) {
            throw new IllegalArgumentException(
                    "passes must be at least 2, since one has no spread, but is " + passes + "; 100 is usual");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
    }

    /** So many passes, in batches of 256. */
    public static MonteCarlo of(int passes) {
        return new MonteCarlo(passes, BATCH, OptionalLong.empty());
    }

    /** The same with so many samples computed together. */
    public MonteCarlo withBatchSize(int batchSize) {
        return new MonteCarlo(passes, batchSize, seed);
    }

    /** The same with masks drawn from this seed. */
    public MonteCarlo withSeed(long seed) {
        return new MonteCarlo(passes, batchSize, OptionalLong.of(seed));
    }

    /** The model's answers to samples of shape {@code (n, ...)}, and how sure it is of each. */
    public Uncertainty predict(Model model, Tensor x) {
        return predict(model, Samples.of(x));
    }

    /**
     * The model's answers, and how sure it is of each.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite; or
     *     if nothing in the model is random
     * @throws IllegalStateException if the model has several outputs
     */
    public Uncertainty predict(Model model, Samples x) {
        model.build(x.shape());
        Shape answer = model.outputShape();
        Passes sums = new Passes(x.count(), answer.count());
        run(model, x, (pass, from, count, answers, entropies) -> sums.add(pass == 0, from, count, answers, entropies));
        return sums.uncertainty(passes, answer);
    }

    /** The answers of each pass to samples of shape {@code (n, ...)}: an array of shape {@code (passes, n, ...)}. */
    public Tensor predictPasses(Model model, Tensor x) {
        return predictPasses(model, Samples.of(x));
    }

    /**
     * The answers of each pass, of which {@link #predict} gives the mean and the spread: an array of shape
     * {@code (passes, n, ...)}.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite; if
     *     nothing in the model is random; or if these are more than 2,147,483,647 numbers
     * @throws IllegalStateException if the model has several outputs
     */
    public Tensor predictPasses(Model model, Samples x) {
        model.build(x.shape());
        Shape answer = model.outputShape();
        int width = answer.count();
        if ((long) passes * x.count() * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(passes + " passes over " + x.count() + " samples with " + width
                    + " numbers each are too many for one tensor; give fewer samples at a time");
        }
        float[] all = new float[passes * x.count() * width];
        run(
                model,
                x,
                (pass, from, count, answers, _) ->
                        System.arraycopy(answers, 0, all, (pass * x.count() + from) * width, count * width));
        int[] one = answer.batched().at(x.count()).sizes();
        int[] sizes = new int[one.length + 1];
        sizes[0] = passes;
        System.arraycopy(one, 0, sizes, 1, one.length);
        return Tensor.wrap(all, sizes);
    }

    /** Takes what one pass gave for a batch. */
    private interface Pass {
        void take(int pass, int from, int count, float[] answers, float[] entropies);
    }

    private void run(Model model, Samples x, Pass taker) {
        DataChecks.inputs(model.net(), List.of(x), "the input");
        Shape answer = model.outputShape();
        int samples = x.count();
        Session session = Net.session(program(model), seed.orElse(model.seed()), Math.min(samples, batchSize));
        if (!session.plan().isRandom()) {
            throw new IllegalArgumentException("nothing in the model is random, so that all passes would be the same:"
                    + " Monte Carlo prediction is for models with layers such as " + Dropout.class.getSimpleName()
                    + " or GaussianNoise");
        }
        Frame frame = session.borrow();
        float[] answers = new float[session.capacity() * answer.count()];
        float[] entropies = new float[session.capacity()];
        long run = 0;
        for (int from = 0; from < samples; from += session.capacity()) {
            int count = Math.min(session.capacity(), samples - from);
            for (int pass = 0; pass < passes; pass++) {
                session.feed(frame, ProgramInputs.input(0), x, from, from + count); // a run writes over its input
                session.run(frame, count, run++);
                session.copyOutput(frame, 0, answers, 0, count * answer.count());
                session.copyOutput(frame, 1, entropies, 0, count);
                taker.take(pass, from, count, answers, entropies);
            }
        }
    }

    /**
     * Loss and metrics of the mean answers, as {@link Model#evaluate} gives them for single answers. Penalties of
     * layers are part of the loss, as there.
     *
     * @return {@code loss}, then the metrics, by name
     * @throws IllegalArgumentException if data and model do not fit, or nothing in the model is random
     * @throws IllegalStateException if the model is not compiled, or has several inputs or outputs
     */
    public Map<String, Double> evaluate(Model model, Dataset data) {
        Compiled state = model.requireCompiled("be evaluated");
        model.build(DataChecks.shapes(data.inputs()));
        Shape answer = model.outputShape();
        Shape _ = model.inputShape();
        DataChecks.check(model.net(), state, data, "the data");
        Samples means = Samples.of(predict(model, data.inputs().getFirst()).mean());
        Programs.Measured measured = model.net()
                .programs()
                .evaluation(
                        state,
                        DataChecks.shapes(data.targets()),
                        DataChecks.weights(data),
                        _ -> List.of(Node.input(ProgramInputs.input(1), answer.batched())));
        Dataset answered = new Dataset(List.of(data.inputs().getFirst(), means), data.targets(), data.sampleWeights());
        int batch = Math.min(batchSize, data.size());
        return new MeasuredPlan(measured, model.net().session(measured.program(), batch, Threads.standard()))
                .evaluate(model.net(), state, answered, () -> false)
                .orElseThrow();
    }

    /** The answers, and the entropy of each as if it were a distribution. */
    private static Program program(Model model) {
        Node answer =
                model.net().programs().prediction(Mode.MONTE_CARLO).outputs().get(0);
        Node p = answer.reshape(Shape.of(
                Shape.BATCH, answer.shape().slice(1, answer.shape().rank()).count()));
        Node entropy =
                p.size(1) == 1 ? information(p).plus(information(p.negate().plus(1))) : information(p);
        return new Program(List.of(answer, entropy.sum(1)), Map.of());
    }

    private static Node information(Node p) {
        return p.times(p.maximum(SMALLEST).log()).negate();
    }

    /**
     * What all passes add up to, in float64. Answers are taken relative to those of the first pass, so that nothing
     * cancels.
     */
    private static final class Passes {
        private final int width;
        private final float[] first;
        private final double[] sums;
        private final double[] squares;
        private final double[] entropies;

        Passes(int samples, int width) {
            this.width = width;
            this.first = new float[Math.multiplyExact(samples, width)];
            this.sums = new double[first.length];
            this.squares = new double[first.length];
            this.entropies = new double[samples];
        }

        void add(boolean isFirst, int from, int count, float[] answers, float[] entropy) {
            int at = from * width;
            if (isFirst) {
                System.arraycopy(answers, 0, first, at, count * width);
            }
            for (int i = 0; i < count * width; i++) {
                double difference = (double) answers[i] - first[at + i];
                sums[at + i] += difference;
                squares[at + i] += difference * difference;
            }
            for (int i = 0; i < count; i++) {
                entropies[from + i] += entropy[i];
            }
        }

        Uncertainty uncertainty(int passes, Shape answer) {
            float[] means = new float[first.length];
            float[] deviations = new float[first.length];
            for (int i = 0; i < means.length; i++) {
                double shift = sums[i] / passes;
                means[i] = (float) (first[i] + shift);
                deviations[i] = (float) Math.sqrt(Math.max(0, squares[i] / passes - shift * shift));
            }
            double[] each = new double[entropies.length];
            for (int i = 0; i < each.length; i++) {
                each[i] = entropies[i] / passes;
            }
            int[] sizes = answer.batched().at(entropies.length).sizes();
            return Uncertainty.of(Tensor.wrap(means, sizes), Tensor.wrap(deviations, sizes), each);
        }
    }
}
