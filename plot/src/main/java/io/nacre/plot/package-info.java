/**
 * Figures as immutable values that save themselves:
 *
 * <pre>{@code
 * LinePlot.of("Learning curve")
 *         .withXAxis(Axis.of("epoch"))
 *         .withYAxis(Axis.of("loss").withLogScale())
 *         .withLine("training", epochs, losses)
 *         .saveFigure("learning_curve_plot");
 * }</pre>
 *
 * <p>writes {@code images/deep/learning_curve_plot.png}, at 300 dots an inch, and {@code .svg}. There is one style: the
 * colours of Okabe and Ito, which the colour-blind can tell apart, text that is legible at the width of a page.
 *
 * <p>The charts are laid out by JFreeChart; {@code SvgGraphics} writes what it draws as SVG, with text as text. Drawing
 * needs no screen; on a machine that names one but has none, start Java with {@code -Djava.awt.headless=true}.
 */
@NullMarked
package io.nacre.plot;

import org.jspecify.annotations.NullMarked;
