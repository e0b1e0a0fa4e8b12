package io.nacre.callback;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows how training goes, as Keras does: on a terminal a bar that fills in place, some ten times a second; in a log one
 * line an epoch.
 *
 * <pre>{@code
 * Epoch 1/20
 * 1719/1719 ━━━━━━━━━━━━━━━━━━━━ 1s 512us/step - loss: 0.7237 - accuracy: 0.7645 - val_loss: 0.5207 - val_accuracy: 0.8234
 * }</pre>
 */
public final class ProgressBar implements Callback {
    private static final String RATE = "learning_rate";
    private static final int WIDTH = 20;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private long began;
    private long drawn;
    private int widest;
    private double firstRate;
    private boolean ratesDiffer;

    private ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A bar that is drawn in place, with carriage returns. */
    public static ProgressBar onTerminal(PrintStream out) {
        return new ProgressBar(out, true);
    }

    /** A line an epoch. */
    public static ProgressBar inLog(PrintStream out) {
        return new ProgressBar(out, false);
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
            draw(training, batch + 1, training.logs(), "\r");
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
            draw(training, steps, logs, "\r");
            out.println();
        } else {
            out.println(epochOf(training, epoch) + " - " + time(steps) + values(logs));
        }
        out.flush();
    }

    private static String epochOf(Training training, int epoch) {
        return "Epoch " + (epoch + 1) + "/" + training.epochs();
    }

    private void draw(Training training, int done, Map<String, Double> logs, String home) {
        int steps = training.stepsPerEpoch();
        int filled = (int) ((long) WIDTH * done / steps);
        String all = Integer.toString(steps);
        String line = " ".repeat(all.length() - Integer.toString(done).length()) + done + "/" + all + " "
                + "━".repeat(filled) + "─".repeat(WIDTH - filled) + " " + time(done) + values(logs);
        out.print(home + line + " ".repeat(Math.max(0, widest - line.length())));
        out.flush();
        widest = Math.max(widest, line.length());
    }

    private String time(int steps) {
        double seconds = (System.nanoTime() - began) * 1e-9;
        double each = seconds / steps;
        String step = each >= 1
                ? format("%.0fs", each)
                : each >= 1e-3 ? format("%.0fms", each * 1e3) : format("%.0fus", each * 1e6);
        return format(seconds < 10 ? "%.1fs " : "%.0fs ", seconds) + step + "/step";
    }

    /** The learning rate is among them once it has changed. */
    private String values(Map<String, Double> logs) {
        return logs.entrySet().stream()
                .filter(entry -> ratesDiffer || !entry.getKey().equals(RATE))
                .map(entry -> " - " + entry.getKey() + ": " + number(entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String number(double value) {
        return Math.abs(value) >= 1e-3 || value == 0 ? format("%.4f", value) : format("%.4e", value);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
