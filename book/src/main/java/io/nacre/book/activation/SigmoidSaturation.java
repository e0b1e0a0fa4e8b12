package io.nacre.book.activation;

import static io.nacre.activation.Activations.sigmoid;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Axis;
import io.nacre.plot.Guide;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.plot.Note;
import io.nacre.plot.Shade;

/**
 * The sigmoid is flat at both ends: there its derivative is almost 0, and so is the gradient that passes through it.
 */
public final class SigmoidSaturation implements Program {
    @Override
    public String name() {
        return "sigmoid-saturation";
    }

    @Override
    public String title() {
        return "Where the sigmoid saturates";
    }

    @Override
    public void run(Setting setting, Page page) {
        Curve curve = Curve.of(sigmoid(), -5, 5);
        double middle = Curve.values(sigmoid(), 0)[0];
        double slope = Curve.slope(sigmoid(), 0);
        double[] ends = {-5, 5};
        double[] tangent = {middle - 5 * slope, middle + 5 * slope};
        page.figure(
                "sigmoid_saturation_plot",
                LinePlot.of("Sigmoid activation function")
                        .withXAxis(Axis.of("z").withRange(-5, 5))
                        .withYAxis(Axis.of("σ(z)").withRange(-0.2, 1.2))
                        .withGuide(Guide.horizontal(0))
                        .withGuide(Guide.horizontal(1).withDashes())
                        .withGuide(Guide.vertical(0))
                        .withLine(Line.of("tangent at 0", ends, tangent)
                                .withStroke(Line.Stroke.DASHED)
                                .withShade(Shade.GREEN))
                        .withLine(Line.of("σ(z) = 1 / (1 + exp(−z))", curve.zs(), curve.values())
                                .withShade(Shade.BLUE))
                        .withNote(Note.of("Saturating", 3.5, 0.7).withArrowTo(4.9, 0.99))
                        .withNote(Note.of("Saturating", -3.5, 0.3).withArrowTo(-4.9, 0.01))
                        .withNote(Note.of("Linear", 2, 0.2).withArrowTo(0, 0.5)));
        page.paragraph("The slope is " + Curve.number(slope) + " at 0, where it is steepest, and "
                + Curve.number(Curve.slope(sigmoid(), 5))
                + " at 5 and -5: of a gradient that comes from above, at most a"
                + " quarter passes through a unit, and almost nothing through a saturated one.");
    }
}
