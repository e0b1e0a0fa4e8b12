package io.nacre.book.schedule;

import static io.nacre.schedule.Schedules.exponential;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Note;
import io.nacre.schedule.Schedule;

/** The rate falls by the same factor in every epoch: to a tenth in 20 epochs. */
public final class ExponentialScheduling implements Program {
    @Override
    public String name() {
        return "exponential-scheduling";
    }

    @Override
    public String title() {
        return "Exponential scheduling";
    }

    @Override
    public void run(Setting setting, Page page) {
        Schedule schedule = exponential(0.01, Epochs.OF_32.steps(20), 0.1);
        page.figure(
                "exponential_scheduling_plot",
                Epochs.plot("Exponential scheduling", 0.0105)
                        .withLine(Epochs.OF_32.line("", schedule))
                        .withNote(Note.of("a tenth after 20 epochs", 19, 0.0035)
                                .withArrowTo(20, schedule.at(Epochs.OF_32.steps(20)))));
        page.paragraph("From 0.01 to a tenth of it every 20 epochs, a little at each step.");
    }
}
