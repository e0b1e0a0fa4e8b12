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
 * <p>The charts are laid out by JFreeChart, which is under the GNU Lesser General Public License 2.1 or later: who
 * ships this module ships that library, whose users may replace it by a version of their own. Batik, under the Apache
 * License 2.0, writes what is drawn as SVG, with text as text. The library itself, {@code io.nacre}, needs neither.
 *
 * <p>Drawing needs no screen; on a machine that names one but has none, start Java with
 * {@code -Djava.awt.headless=true}.
 */
@NullMarked
package io.nacre.plot;

import org.jspecify.annotations.NullMarked;
