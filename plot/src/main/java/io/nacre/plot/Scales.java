package io.nacre.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** The axes of JFreeChart, with the marks of {@link Ticks}. */
final class Scales {
    /** Points from one mark to the next, at least. */
    private static final double POINTS_ACROSS = 52;

    private static final double POINTS_UP = 34;
    private static final int FEWEST = 2;

    private Scales() {}

    /** An axis that shows this range, or its own if it has one. */
    static ValueAxis of(Axis axis, Range automatic) {
        Range range = axis.range().orElse(automatic);
        ValueAxis scale = axis.isLogarithmic() ? new Logarithmic(range) : new Linear(range, axis.isWhole());
        scale.setRange(range.low(), range.high());
        scale.setMinorTickMarksVisible(axis.isLogarithmic());
        scale.setMinorTickMarkOutsideLength(1.5f);
        return Style.styled(scale, axis.label());
    }

    private static List<NumberTick> marks(List<Ticks.Tick> ticks, RectangleEdge edge) {
        TextAnchor anchor = edge == RectangleEdge.LEFT
                ? TextAnchor.CENTER_RIGHT
                : edge == RectangleEdge.RIGHT ? TextAnchor.CENTER_LEFT : TextAnchor.TOP_CENTER;
        return ticks.stream()
                .map(tick -> new NumberTick(
                        tick.isSmall() ? TickType.MINOR : TickType.MAJOR, tick.at(), tick.label(), anchor, anchor, 0))
                .toList();
    }

    private static final class Linear extends NumberAxis {
        private static final long serialVersionUID = 1;
        private final transient Range shown;
        private final boolean whole;

        Linear(Range shown, boolean whole) {
            this.shown = shown;
            this.whole = whole;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public List refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            double about =
                    RectangleEdge.isTopOrBottom(edge) ? area.getWidth() / POINTS_ACROSS : area.getHeight() / POINTS_UP;
            return marks(Ticks.linear(shown, Math.max(FEWEST, (int) about), whole), edge);
        }
    }

    private static final class Logarithmic extends LogAxis {
        private static final long serialVersionUID = 1;
        private final transient Range shown;

        Logarithmic(Range shown) {
            this.shown = shown;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public List refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return marks(Ticks.logarithmic(shown), edge);
        }
    }
}
