package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.graph.Shape;
import io.nacre.loss.Loss;

/** Looks through data before a run, so that a bad number is named instead of spoiling the weights. */
final class DataChecks {
    private static final int CHUNK = 1024;

    private DataChecks() {}

    static void check(Model model, Loss loss, Dataset data, String what) {
        if (data.targets().isEmpty()) {
            throw new IllegalArgumentException(what + " has no targets; make it with Dataset.of(x, y)");
        }
        if (data.inputs().size() != 1 || data.targets().size() != 1) {
            throw new IllegalArgumentException(what + " has " + data.inputs().size() + " inputs and "
                    + data.targets().size() + " targets, but the model has one of each");
        }
        Samples x = data.inputs().get(0);
        inputs(model, x, what);
        Samples y = data.targets().get(0);
        finite(y, "target", what);
        Shape answer = model.outputShape();
        float[] chunk = new float[CHUNK * y.shape().count()];
        for (int from = 0; from < y.count(); from += CHUNK) {
            int to = Math.min(from + CHUNK, y.count());
            float[] part = to - from == CHUNK
                    ? chunk
                    : new float[(to - from) * y.shape().count()];
            y.copy(from, to, part, 0);
            loss.check(part, answer, from);
        }
    }

    static void inputs(Model model, Samples x, String what) {
        if (!x.shape().equals(model.inputShape())) {
            throw new IllegalArgumentException("the model takes samples of shape " + model.inputShape() + ", but "
                    + what + " has samples of shape " + x.shape());
        }
        finite(x, "input", what);
    }

    private static void finite(Samples samples, String column, String what) {
        int row = samples.firstNonFinite();
        if (row >= 0) {
            throw new IllegalArgumentException("the " + column + " of sample " + row + " of " + what
                    + " is not finite (NaN or infinite); replace or leave out such values");
        }
    }
}
