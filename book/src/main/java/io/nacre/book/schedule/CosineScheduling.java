package io.nacre.book.schedule;

import static io.nacre.schedule.Schedules.cosine;
import static io.nacre.schedule.Schedules.cosineRestarts;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Line;

/** The rate falls along half a wave of the cosine; it may rise before that, or begin anew. */
public final class CosineScheduling implements Program {
    @Override
    public String name() {
        return "cosine-scheduling";
    }

    @Override
    public String title() {
        return "Cosine scheduling, with warm-up and restarts";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.figure(
                "cosine_scheduling_plot",
                Epochs.plot("Cosine scheduling", 0.0105)
                        .withLine(Epochs.OF_32.line("cosine", cosine(0.01, Epochs.OF_32.steps(Epochs.COUNT))))
                        .withLine(Epochs.OF_32
                                .line(
                                        "after a warm-up",
                                        cosine(0.001, Epochs.OF_32.steps(20)).withWarmup(0.01, Epochs.OF_32.steps(5)))
                                .withStroke(Line.Stroke.DASHED))
                        .withLine(Epochs.OF_32
                                .line(
                                        "with restarts",
                                        cosineRestarts(0.01, Epochs.OF_32.steps(3))
                                                .withMMul(0.8))
                                .withStroke(Line.Stroke.DOTTED)));
        page.paragraph(
                "From 0.01 to 0 over 25 epochs; rising from 0.001 for 5 epochs first; and in waves, each twice as long"
                        + " as the one before, beginning at 0.8 of its height.");
    }
}
