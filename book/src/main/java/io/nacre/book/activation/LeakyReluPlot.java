package io.nacre.book.activation;

import static io.nacre.activation.Activations.leakyRelu;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Axis;
import io.nacre.plot.Guide;
import io.nacre.plot.LinePlot;
import io.nacre.plot.Note;

/** Leaky ReLU has a small slope below 0, so that no unit dies. */
public final class LeakyReluPlot implements Program {
    @Override
    public String name() {
        return "leaky-relu";
    }

    @Override
    public String title() {
        return "Leaky ReLU";
    }

    @Override
    public void run(Setting setting, Page page) {
        Curve curve = Curve.of(leakyRelu(0.1), -5, 5);
        page.figure(
                "leaky_relu_plot",
                LinePlot.of("Leaky ReLU activation function, α = 0.1")
                        .withXAxis(Axis.of("z").withRange(-5, 5))
                        .withYAxis(Axis.of("").withRange(-0.9, 4.2))
                        .withGuide(Guide.horizontal(0))
                        .withGuide(Guide.vertical(0))
                        .withLine("LeakyReLU(z) = max(αz, z)", curve.zs(), curve.values())
                        .withNote(Note.of("Leak", -3.5, 0.6).withArrowTo(-4.2, -0.4)));
        page.paragraph("Below 0 the slope is " + Curve.number(Curve.slope(leakyRelu(0.1), -3))
                + ", not 0: a unit whose inputs are all negative still receives a gradient, and may wake up.");
    }
}
