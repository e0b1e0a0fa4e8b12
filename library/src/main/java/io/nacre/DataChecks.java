package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.graph.Shape;
import io.nacre.loss.Loss;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks through data before a run, so that a bad number is named instead of spoiling the weights. */
final class DataChecks {
    private static final int CHUNK = 1024;

    private DataChecks() {}

    static List<Shape> shapes(List<Samples> columns) {
        return columns.stream().map(Samples::shape).toList();
    }

    /** The shape of a sample's weights, if there are any. */
    static Optional<Shape> weights(Dataset data) {
        return data.sampleWeights().map(Samples::shape);
    }

    static void check(Net net, Compiled compiled, Dataset data, String what) {
        inputs(net, data.inputs(), what);
        if (compiled.outputs().isEmpty()) {
            if (!data.targets().isEmpty()) {
                throw new IllegalArgumentException(what + " has targets, but the model was compiled without a loss for"
                        + " them; make it with Dataset.ofInputs(x)");
            }
            return;
        }
        if (data.targets().isEmpty()) {
            throw new IllegalArgumentException(what + " has no targets; make it with Dataset.of(x, y)");
        }
        List<Shape> answers = net.outputShapes();
        int given = data.targets().size();
        if (given != answers.size() && given != compiled.targets()) {
            throw new IllegalArgumentException(what + " has " + given + " targets, but the model has " + answers.size()
                    + " outputs; each that has a loss or metrics has a target of its own");
        }
        for (int i = 0; i < answers.size(); i++) {
            OutputLoss output = compiled.outputs().get(i);
            if (output.hasTarget()) {
                target(output.loss(), data.targets().get(compiled.target(i, given)), answers.get(i), what);
            }
        }
    }

    private static void target(Loss loss, Samples y, Shape answer, String what) {
        finite(y, "target", what);
        float[] chunk = new float[Math.min(CHUNK, y.count()) * y.shape().count()];
        for (int from = 0; from < y.count(); from += CHUNK) {
            int to = Math.min(from + CHUNK, y.count());
            float[] part = (to - from) * y.shape().count() == chunk.length
                    ? chunk
                    : new float[(to - from) * y.shape().count()];
            y.copy(from, to, part, 0);
            loss.check(part, answer, from);
        }
    }

    static void inputs(Net net, List<Samples> inputs, String what) {
        List<Shape> wanted = net.inputShapes();
        if (!wanted.equals(shapes(inputs))) {
            throw new IllegalArgumentException("the model takes samples of shape " + text(wanted) + ", but " + what
                    + " has samples of shape " + text(shapes(inputs)));
        }
        finite(inputs, "input", what);
    }

    static void finite(List<Samples> columns, String column, String what) {
        for (int i = 0; i < columns.size(); i++) {
            finite(columns.get(i), column, what);
        }
    }

    private static String text(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
    }

    private static void finite(Samples samples, String column, String what) {
        int row = samples.firstNonFinite();
        if (row >= 0) {
            throw new IllegalArgumentException("the " + column + " of sample " + row + " of " + what
                    + " is not finite (NaN or infinite); replace or leave out such values");
        }
    }
}
