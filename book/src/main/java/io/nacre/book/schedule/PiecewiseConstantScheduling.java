package io.nacre.book.schedule;

import static io.nacre.schedule.Schedules.piecewiseConstant;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.schedule.Schedule;
import java.util.List;

/** One rate for some epochs, a lower one for the next: 5 epochs, 10, and the rest. */
public final class PiecewiseConstantScheduling implements Program {
    @Override
    public String name() {
        return "piecewise-constant-scheduling";
    }

    @Override
    public String title() {
        return "Piecewise constant scheduling";
    }

    @Override
    public void run(Setting setting, Page page) {
        // A rate holds up to and with the step of its boundary.
        Schedule schedule = piecewiseConstant(
                List.of(Epochs.OF_32.steps(5) - 1, Epochs.OF_32.steps(15) - 1), List.of(0.01, 0.005, 0.001));
        page.figure(
                "piecewise_constant_scheduling_plot",
                Epochs.plot("Piecewise constant scheduling", 0.0105).withLine(Epochs.OF_32.line("", schedule)));
        page.paragraph("0.01 for 5 epochs, 0.005 for 10, then 0.001.");
    }
}
