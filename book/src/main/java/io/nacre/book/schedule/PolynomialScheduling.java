package io.nacre.book.schedule;

import static io.nacre.schedule.Schedules.polynomial;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Line;
import io.nacre.schedule.PolynomialDecay;

/** The rate falls along a line, or a power of it, to an end. */
public final class PolynomialScheduling implements Program {
    @Override
    public String name() {
        return "polynomial-scheduling";
    }

    @Override
    public String title() {
        return "Polynomial scheduling";
    }

    @Override
    public void run(Setting setting, Page page) {
        PolynomialDecay schedule = polynomial(0.01, Epochs.OF_32.steps(20));
        page.figure(
                "polynomial_scheduling_plot",
                Epochs.plot("Polynomial scheduling", 0.0105)
                        .withLine(Epochs.OF_32.line("power 1", schedule))
                        .withLine(Epochs.OF_32
                                .line("power 2", schedule.withPower(2))
                                .withStroke(Line.Stroke.DASHED))
                        .withLine(Epochs.OF_32
                                .line("power 0.5", schedule.withPower(0.5))
                                .withStroke(Line.Stroke.DOTTED)));
        page.paragraph("From 0.01 to 0.0001 over 20 epochs, where it stays.");
    }
}
