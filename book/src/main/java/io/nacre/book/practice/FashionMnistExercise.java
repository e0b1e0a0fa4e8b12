package io.nacre.book.practice;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;

/** The exercise's deep nets on Fashion-MNIST. */
public final class FashionMnistExercise implements Program {
    private static final int EPOCHS = 8;

    @Override
    public String name() {
        return "exercise-fashion-mnist";
    }

    @Override
    public String title() {
        return "The exercise's nets of 20 layers on Fashion-MNIST";
    }

    @Override
    public void run(Setting setting, Page page) {
        FashionMnist data = setting.data();
        new DeepExercise(data.train(), data.valid(), data.test(), EPOCHS)
                .run(setting, page, "exercise_fashion_mnist_plot", "Fashion-MNIST");
    }
}
