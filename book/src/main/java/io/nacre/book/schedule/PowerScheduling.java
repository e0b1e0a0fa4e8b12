package io.nacre.book.schedule;

import static io.nacre.schedule.Schedules.inverseTime;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Note;
import io.nacre.schedule.Schedule;

/** The rate falls to a half, a third, a quarter: fast at first, then ever more slowly. */
public final class PowerScheduling implements Program {
    @Override
    public String name() {
        return "power-scheduling";
    }

    @Override
    public String title() {
        return "Power scheduling";
    }

    @Override
    public void run(Setting setting, Page page) {
        long s = 10_000;
        Schedule schedule = inverseTime(0.01, s, 1);
        double epoch = Epochs.OF_32.steps();
        page.figure(
                "power_scheduling_plot",
                Epochs.plot("Power scheduling", 0.0105)
                        .withLine(Epochs.OF_32.line("", schedule))
                        .withNote(Note.of("η₀ / 2 after s steps", s / epoch + 4, 0.0068)
                                .withArrowTo(s / epoch, schedule.at(s)))
                        .withNote(Note.of("η₀ / 3 after 2 s", 2 * s / epoch + 3, 0.0051)
                                .withArrowTo(2 * s / epoch, schedule.at(2 * s)))
                        .withNote(Note.of("η₀ / 4 after 3 s", 3 * s / epoch + 3, 0.0040)
                                .withArrowTo(3 * s / epoch, schedule.at(3 * s))));
        page.paragraph("From η₀ = 0.01 with s = 10,000 steps, about " + Math.round(s / epoch) + " epochs.");
    }
}
