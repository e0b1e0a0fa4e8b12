package io.nacre.book.schedule;

import static io.nacre.schedule.Schedules.oneCycle;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.schedule.OneCycle;

/** The rate rises to its highest and falls back, then almost to 0; the momentum goes the other way. */
public final class OneCyclePlot implements Program {
    @Override
    public String name() {
        return "one-cycle";
    }

    @Override
    public String title() {
        return "1cycle scheduling: rate and momentum";
    }

    @Override
    public void run(Setting setting, Page page) {
        Epochs epochs = new Epochs(128);
        OneCycle cycle = oneCycle(epochs.steps(Epochs.COUNT), 0.1);
        page.figure(
                "one_cycle_plot",
                Epochs.plot("1cycle scheduling", 0.105)
                        .withRightAxis(Axis.of("momentum").withRange(0.84, 0.96))
                        .withLine(epochs.line("learning rate", cycle))
                        .withLine(epochs.line("momentum", step -> cycle.along(step, 0.95, 0.85, 0.95))
                                .onRightAxis()
                                .withStroke(Line.Stroke.DASHED)));
        page.paragraph(
                "Over 25 epochs in batches of 128: up from 0.01 to 0.1 along a line, back along another, and in the"
                    + " last tenth of the steps down to 0.00001, while the momentum goes from 0.95 to 0.85 and back.");
    }
}
