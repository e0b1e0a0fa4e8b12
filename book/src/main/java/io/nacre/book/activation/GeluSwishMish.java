package io.nacre.book.activation;

import static io.nacre.activation.Activations.gelu;
import static io.nacre.activation.Activations.mish;
import static io.nacre.activation.Activations.swish;

import io.nacre.activation.Activation;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Axis;
import io.nacre.plot.Guide;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;

/** GELU, Swish and Mish are smooth, and neither convex nor monotonic: they dip below 0 before they rise. */
public final class GeluSwishMish implements Program {
    private record Shown(String name, Activation function, Line.Stroke stroke) {}

    @Override
    public String name() {
        return "gelu-swish-mish";
    }

    @Override
    public String title() {
        return "GELU, Swish and Mish";
    }

    @Override
    public void run(Setting setting, Page page) {
        LinePlot figure = LinePlot.of("GELU, Swish, and Mish activation functions")
                .withXAxis(Axis.of("z").withRange(-4, 2))
                .withYAxis(Axis.of("").withRange(-1, 2))
                .withGuide(Guide.horizontal(0))
                .withGuide(Guide.vertical(0));
        List<List<String>> rows = new ArrayList<>();
        for (Shown shown : List.of(
                new Shown("GELU", gelu(), Line.Stroke.SOLID),
                new Shown("Swish, β = 1", swish(), Line.Stroke.DASHED),
                new Shown("Swish, β = 0.6", swish(0.6), Line.Stroke.DOTTED),
                new Shown("Mish", mish(), Line.Stroke.SOLID))) {
            Curve curve = Curve.of(shown.function(), -4, 2);
            figure = figure.withLine(
                    Line.of(shown.name(), curve.zs(), curve.values()).withStroke(shown.stroke()));
            double[] lowest = curve.lowest();
            double[] sides = Curve.values(shown.function(), -2, 2);
            rows.add(List.of(
                    shown.name(),
                    Curve.number(lowest[1]),
                    Curve.number(lowest[0]),
                    Curve.number(sides[0]),
                    Curve.number(sides[1])));
        }
        page.figure("gelu_swish_mish_plot", figure);
        page.table(List.of("function", "lowest value", "at z", "value at -2", "value at 2"), rows);
        page.paragraph("Below 0 Mish runs with Swish, above 0 with GELU. GELU is close to Swish with β = 1.702; at -2"
                + " that is " + Curve.number(Curve.values(swish(1.702), -2)[0]) + ".");
    }
}
