package com.example;

import static io.nacre.layer.Layers.*;
import static io.nacre.loss.Losses.*;
import static io.nacre.optimizer.Optimizers.*;

import io.nacre.*;
import io.nacre.data.*;

/** Trains in an application on the class path. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (Sequential.class.getModule().getName() != null) {
            throw new AssertionError("the library is a module here");
        }
        var model = Sequential.of(input(1), dense(1));
        model.compile(sgd(0.1).withClipNorm(1).withMomentum(0.9), meanSquaredError());
        var x = Tensor.of(new float[] {-1, 0, 1, 2}, 4, 1);
        var history = model.fit(Dataset.of(x, Tensor.of(new float[] {-3, -1, 1, 3}, 4, 1)), Fit.epochs(200));
        if (history.last("loss") > 0.01) {
            throw new AssertionError("it did not learn the line: " + history);
        }
        System.out.println(
                "class path: " + model + ", predicts " + model.predict(x).toString(2));
    }
}
