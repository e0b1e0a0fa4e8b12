package io.nacre.callback;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Shows how training goes, as Keras does: on a terminal a bar that fills in place, some ten times a second; in a log
 * one line an epoch.
 *
 * <pre>{@code
 * Epoch 1/20
 * 1719/1719 ━━━━━━━━━━━━━━━━━━━━ 1s 512us/step - loss: 0.7237 - accuracy: 0.7645 - val_loss: 0.5207
 * }</pre>
 *
 * <p>{@link #withWidth} keeps lines within the terminal, where a wider line would wrap and could not be redrawn: the
 * bar gets shorter, then values are left out until the epoch ends; then the last line continues on further lines.
 */
public final class ProgressBar implements Callback {
    private static final String RATE = "learning_rate";
    private static final String SEPARATOR = " - ";
    private static final int WIDTH = 20;
    private static final int LEAST_WIDTH = 5;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private final IntSupplier columns;
    private long began;
    private long drawn;
    private int widest;
    private double firstRate;
    private boolean ratesDiffer;

    private ProgressBar(PrintStream out, boolean terminal, IntSupplier columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
    }

    /** Returns a bar that is drawn in place, with carriage returns. */
    public static ProgressBar onTerminal(PrintStream out) {
        return new ProgressBar(out, true, () -> Integer.MAX_VALUE);
    }

    /** Returns one that prints a line an epoch. */
    public static ProgressBar inLog(PrintStream out) {
        return new ProgressBar(out, false, () -> Integer.MAX_VALUE);
    }

    /**
     * Returns a copy whose lines fit a terminal of this many columns; by default lines have any length. It has no
     * effect in a log.
     *
     * @param columns asked again before each line, since terminals are resized
     */
    public ProgressBar withWidth(IntSupplier columns) {
        return new ProgressBar(out, terminal, columns);
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        began = System.nanoTime();
        drawn = began;
        widest = 0;
        if (terminal) {
            out.println(epochOf(training, epoch));
        }
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        if (!terminal) {
            return;
        }
        long now = System.nanoTime();
        if (now - drawn >= REDRAW_NANOS) {
            drawn = now;
            draw(training, batch + 1, training.logs());
        }
    }

    @Override
    public void onTrainBegin(Training training) {
        firstRate = training.learningRate();
        ratesDiffer = false;
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        ratesDiffer |= logs.getOrDefault(RATE, firstRate) != firstRate;
        int steps = training.stepsPerEpoch();
        if (terminal) {
            finish(training, logs);
            widest = 0;
        } else {
            out.println(epochOf(training, epoch) + SEPARATOR + joined(time(steps), values(logs)));
        }
        out.flush();
    }

    /** Ends the line of the bar that is being drawn. */
    @Override
    public void onInterrupt(Training training, int epoch, int batch) {
        if (terminal && widest > 0) {
            out.println();
            out.flush();
        }
    }

    private static String epochOf(Training training, int epoch) {
        return "Epoch " + (epoch + 1) + "/" + training.epochs();
    }

    /** Draws in place: of the values as many as fit. */
    private void draw(Training training, int done, Map<String, Double> logs) {
        int room = room();
        List<String> values = values(logs);
        String time = time(done);
        String all = joined(time, values);
        int bar = barWidth(training, all.length(), room);
        StringBuilder line = new StringBuilder(bar(training, done, bar)).append(time);
        for (String value : values) {
            if (line.length() + SEPARATOR.length() + value.length() > room) {
                break;
            }
            line.append(SEPARATOR).append(value);
        }
        show(line.toString(), room);
    }

    /** Draws the epoch's last line, with all values; those that do not fit follow on further lines. */
    private void finish(Training training, Map<String, Double> logs) {
        int room = room();
        int steps = training.stepsPerEpoch();
        List<String> values = values(logs);
        String time = time(steps);
        String begin =
                bar(training, steps, barWidth(training, joined(time, values).length(), room)) + time;
        StringBuilder line = new StringBuilder(begin);
        for (String value : values) {
            if (line.length() + SEPARATOR.length() + value.length() > room) {
                show(line.toString(), room);
                out.println();
                widest = 0;
                line = new StringBuilder("   ").append(value);
            } else {
                line.append(SEPARATOR).append(value);
            }
        }
        show(line.toString(), room);
        out.println();
    }

    private void show(String line, int room) {
        int shown = Math.min(line.length(), room);
        out.print("\r" + line.substring(0, shown) + " ".repeat(Math.max(0, Math.min(widest, room) - shown)));
        out.flush();
        widest = Math.max(widest, shown);
    }

    /** The last column stays empty, for some terminals begin a new line once it is filled. */
    private int room() {
        return Math.max(1, columns.getAsInt() - 1);
    }

    /** The bar gives way to values, down to the least width. */
    private static int barWidth(Training training, int rest, int room) {
        int spare = room - rest - counter(training, training.stepsPerEpoch()).length() - 2;
        return Math.clamp(spare, LEAST_WIDTH, WIDTH);
    }

    private static String counter(Training training, int done) {
        String all = training.stepsPerEpoch() == 0 ? "?" : Integer.toString(training.stepsPerEpoch());
        String some = Integer.toString(done);
        return " ".repeat(Math.max(0, all.length() - some.length())) + some + "/" + all;
    }

    private static String bar(Training training, int done, int width) {
        int steps = training.stepsPerEpoch();
        int filled = steps == 0 ? 0 : (int) Math.min(width, (long) width * done / steps);
        return counter(training, done) + " " + "━".repeat(filled) + "─".repeat(width - filled) + " ";
    }

    private String time(int steps) {
        double seconds = (System.nanoTime() - began) * 1e-9;
        double each = seconds / steps;
        String step = each >= 1
                ? format("%.0fs", each)
                : each >= 1e-3 ? format("%.0fms", each * 1e3) : format("%.0fus", each * 1e6);
        return format(seconds < 10 ? "%.1fs " : "%.0fs ", seconds) + step + "/step";
    }

    /** Each with its name. The learning rate is among them once it has changed. */
    private List<String> values(Map<String, Double> logs) {
        List<String> values = new ArrayList<>();
        logs.forEach((name, value) -> {
            if (ratesDiffer || !name.equals(RATE)) {
                values.add(name + ": " + number(value));
            }
        });
        return values;
    }

    private static String joined(String time, List<String> values) {
        return values.isEmpty() ? time : time + SEPARATOR + String.join(SEPARATOR, values);
    }

    private static String number(double value) {
        return Math.abs(value) >= 1e-3 || value == 0 ? format("%.4f", value) : format("%.4e", value);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    @Override
    public String toString() {
        return "ProgressBar";
    }
}
