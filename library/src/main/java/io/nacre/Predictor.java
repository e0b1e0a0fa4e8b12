package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.run.Alone;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A trained model ready to answer: the plan for one sample, and the weights as they were when it was made. It knows
 * nothing of layers, losses and training, so a model that is only to answer can be let go.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.load(Path.of("model.keras"));
 * float[] answer = new float[predictor.outputLength()];
 * predictor.predict(image, answer);
 * }</pre>
 *
 * <p>Any number of threads may call {@link #predict} at once, each on its own arrays; they do not wait for each other,
 * and once as many have been at it as ever will, nothing is allocated. A call works on its caller's thread. Batch
 * normalization is taken into dense layers where that can be, so answers equal the model's to rounding. Numbers are not
 * looked through: NaN gives NaN.
 *
 * <p>For many samples at a time {@link Model#predict} is faster, sample for sample.
 */
public final class Predictor {
    private static final int FRAMES =
            Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors()) * 2;

    private final Plan plan;
    private final Shape inputShape;
    private final Shape outputShape;
    private final int inputLength;
    private final int outputLength;
    private final @Nullable Place input;
    private final Place output;
    private final AtomicReferenceArray<@Nullable Frame> frames = new AtomicReferenceArray<>(FRAMES);

    private Predictor(Plan plan, Shape inputShape, Shape outputShape) {
        this.plan = plan;
        this.inputShape = inputShape;
        this.outputShape = outputShape;
        this.inputLength = inputShape.count();
        this.outputLength = outputShape.count();
        this.input = plan.hasInput(ProgramInputs.input(0)) ? plan.input(ProgramInputs.input(0)) : null;
        this.output = plan.output(0);
    }

    /**
     * One that answers as the model does now; what becomes of the model later does not concern it.
     *
     * @throws IllegalStateException if the model is not built, or has several inputs or outputs
     * @throws IllegalArgumentException if the model is random in prediction, as one with Monte Carlo dropout is
     */
    public static Predictor of(Model model) {
        Shape inputShape = model.inputShape();
        Shape outputShape = model.outputShape();
        Model own = model.foldBatchNormalization();
        Plan plan = Compiler.compile(own.net().programs().prediction(Mode.INFERENCE), 1);
        if (plan.isRandom()) {
            throw new IllegalArgumentException(
                    "the model draws random numbers in prediction, as Monte Carlo dropout does; replace those layers,"
                            + " as McDropout by Dropout, McAlphaDropout by AlphaDropout, or use Model.predict");
        }
        return new Predictor(plan, inputShape, outputShape);
    }

    /**
     * One that answers as the model in a {@code .keras}, {@code .h5} or {@code .onnx} file, the last if Nacre wrote it.
     *
     * @param own activations, constraints and schedules of your own that the file names
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the file is damaged, or holds what is not supported; the message names it all
     */
    public static Predictor load(Path file, Record... own) {
        return of(
                file.toString().endsWith(".onnx")
                        ? Model.importOnnx(file, own)
                        : Model.loadUncompiled(file, CustomObjects.ofTypes().withNamed(own)));
    }

    /** The shapes of a sample and of an answer. */
    @Override
    public String toString() {
        return "Predictor from " + inputShape + " to " + outputShape;
    }

    /**
     * One that answers as the model in a stream does, which holds a {@code .keras} or {@code .h5} file; the caller
     * closes it.
     *
     * @param own as for {@link #load(Path, Record...)}
     * @throws java.io.UncheckedIOException if the stream cannot be read
     * @throws IllegalArgumentException if it is damaged, or holds what is not supported; the message names it all
     */
    public static Predictor load(InputStream stream, Record... own) {
        return of(Model.loadUncompiled(stream, CustomObjects.ofTypes().withNamed(own)));
    }

    /** The shape of a sample. */
    public Shape inputShape() {
        return inputShape;
    }

    /** The shape of an answer. */
    public Shape outputShape() {
        return outputShape;
    }

    /** The number of numbers in a sample. */
    public int inputLength() {
        return inputLength;
    }

    /** The number of numbers in an answer. */
    public int outputLength() {
        return outputLength;
    }

    /**
     * Writes the answer to a sample.
     *
     * @param sample its numbers, the last axis running fastest
     * @param answer where the answer goes
     * @throws IllegalArgumentException if either does not have the model's length
     */
    public void predict(float[] sample, float[] answer) {
        if (sample.length != inputLength || answer.length != outputLength) {
            throw new IllegalArgumentException("the model takes samples of shape " + inputShape + ", that is "
                    + inputLength + " numbers, and answers with " + outputLength + ", but was given arrays of "
                    + sample.length + " and " + answer.length);
        }
        int slot = (int) Thread.currentThread().threadId() & FRAMES - 1;
        Frame frame = frame(slot);
        if (input != null) {
            System.arraycopy(sample, 0, frame.array(input), input.offset(), inputLength);
        }
        Alone.run(plan, frame);
        System.arraycopy(frame.array(output), output.offset(), answer, 0, outputLength);
        giveBack(frame, slot);
    }

    /** The answer to a sample, in an array of its own. */
    public float[] predict(float[] sample) {
        float[] answer = new float[outputLength];
        predict(sample, answer);
        return answer;
    }

    /** A frame that nobody else uses: the one that this thread used last, if it can be. */
    private Frame frame(int first) {
        for (int i = 0; i < FRAMES; i++) {
            int slot = first + i & FRAMES - 1;
            Frame known = frames.getPlain(slot);
            if (known != null && frames.compareAndSet(slot, known, null)) {
                return known;
            }
        }
        Frame frame = plan.frame(0, 1);
        frame.begin(1, 0);
        return frame;
    }

    private void giveBack(Frame frame, int first) {
        for (int i = 0; i < FRAMES; i++) {
            if (frames.compareAndSet(first + i & FRAMES - 1, null, frame)) {
                return;
            }
        }
    }
}
