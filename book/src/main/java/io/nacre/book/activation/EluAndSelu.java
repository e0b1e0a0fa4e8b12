package io.nacre.book.activation;

import static io.nacre.activation.Activations.elu;
import static io.nacre.activation.Activations.selu;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.plot.Axis;
import io.nacre.plot.Guide;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;

/** ELU and SELU fall smoothly to a negative limit, so that the mean of a layer's outputs is nearer to 0. */
public final class EluAndSelu implements Program {
    /** So far below 0 that the exponential is 0 to all digits. */
    private static final double FAR = -1000;

    @Override
    public String name() {
        return "elu-selu";
    }

    @Override
    public String title() {
        return "ELU and SELU";
    }

    @Override
    public void run(Setting setting, Page page) {
        Curve elu = Curve.of(elu(), -5, 5);
        Curve selu = Curve.of(selu(), -5, 5);
        double eluLimit = Curve.values(elu(), FAR)[0];
        double seluLimit = Curve.values(selu(), FAR)[0];
        page.figure(
                "elu_selu_plot",
                LinePlot.of("ELU and SELU activation functions")
                        .withXAxis(Axis.of("z").withRange(-5, 5))
                        .withYAxis(Axis.of("").withRange(-2.2, 3.2))
                        .withGuide(Guide.horizontal(0))
                        .withGuide(Guide.vertical(0))
                        .withGuide(Guide.horizontal(eluLimit).withDashes())
                        .withGuide(Guide.horizontal(seluLimit).withDashes())
                        .withLine("ELU(z) = α (exp(z) − 1) for z < 0, else z; α = 1", elu.zs(), elu.values())
                        .withLine(Line.of("SELU(z) = 1.05 ELU(z); α ≈ 1.67", selu.zs(), selu.values())
                                .withStroke(Line.Stroke.DASHED)));
        page.paragraph("Far below 0, ELU tends to " + Curve.number(eluLimit) + " and SELU to "
                + Curve.number(seluLimit) + "; above 0 their slopes are "
                + Curve.number(Curve.slope(elu(), 1)) + " and " + Curve.number(Curve.slope(selu(), 1))
                + ", the scale that keeps the deviation of a deep net's outputs at 1.");
    }
}
