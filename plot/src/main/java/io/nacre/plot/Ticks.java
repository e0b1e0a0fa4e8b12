package io.nacre.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The marks of an axis, and what they say: whole multiples of 1, 2 or 5 times a power of ten; on a logarithmic axis
 * powers of ten, with unnamed marks between.
 */
final class Ticks {
    private static final int MOST_DECADES = 9;
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-4;
    private static final int MOST_DECIMALS = 12;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /**
     * A mark.
     *
     * @param at its place
     * @param label what it says; nothing at a small mark
     */
    record Tick(double at, String label) {
        boolean isSmall() {
            return label.isEmpty();
        }
    }

    private Ticks() {}

    /** About so many marks on a linear axis; fewer, if only whole numbers are marked. */
    static List<Tick> linear(Range range, int about, boolean whole) {
        double step = Math.max(whole ? 1 : 0, step((range.high() - range.low()) / about));
        double largest = Math.max(Math.abs(range.low()), Math.abs(range.high()));
        boolean areRound = largest < LARGE && largest >= SMALL;
        int decimals = Math.clamp((int) -Math.floor(Math.log10(step) + 1e-9), 0, MOST_DECIMALS);
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(range.low() / step - 1e-9);
        long last = (long) Math.floor(range.high() / step + 1e-9);
        for (long i = first; i <= last; i++) {
            double value = i * step;
            ticks.add(new Tick(value, areRound ? plain(value, decimals) : scientific(value)));
        }
        return ticks;
    }

    /** Marks on a logarithmic axis. */
    static List<Tick> logarithmic(Range range) {
        int first = (int) Math.floor(Math.log10(range.low()) + 1e-9);
        int last = (int) Math.ceil(Math.log10(range.high()) - 1e-9);
        double decades = Math.log10(range.high() / range.low());
        int every = Math.ceilDiv((int) Math.ceil(decades), MOST_DECADES);
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            for (int digit = 1; digit <= 9; digit++) {
                double value = digit * Math.pow(10, power);
                if (value < range.low() * (1 - 1e-9) || value > range.high() * (1 + 1e-9)) {
                    continue;
                }
                if (isNamed(digit, decades) && Math.floorMod(power, every) == 0) {
                    ticks.add(new Tick(
                            value,
                            decades < 3 && power >= -3 && power <= 4
                                    ? plain(value, Math.max(0, -power))
                                    : scientific(value)));
                } else if (every == 1 || digit == 1) {
                    ticks.add(new Tick(value, ""));
                }
            }
        }
        return ticks;
    }

    private static boolean isNamed(int digit, double decades) {
        return digit == 1 || decades < 1.5 && (digit == 2 || digit == 5) || decades < 0.5;
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digits = rough / power;
        return power * (digits <= 1.3 ? 1 : digits <= 2.6 ? 2 : digits <= 6.5 ? 5 : 10);
    }

    static String plain(double value, int decimals) {
        String digits = String.format(
                Locale.ROOT, Math.abs(value) >= 1e4 ? "%,." + decimals + "f" : "%." + decimals + "f", value);
        return digits.matches("-0[.0]*") ? digits.substring(1) : digits.replace('-', '−');
    }

    static String scientific(double value) {
        if (value == 0) {
            return "0";
        }
        int power = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        double digits = Math.round(value / Math.pow(10, power) * 100) / 100.0;
        String mantissa = digits == Math.rint(digits) ? plain(digits, 0) : plain(digits, 1);
        String ten = "10" + raised(power);
        return mantissa.equals("1") ? ten : mantissa.equals("−1") ? "−" + ten : mantissa + "·" + ten;
    }

    private static String raised(int power) {
        StringBuilder raised = new StringBuilder();
        for (char c : Integer.toString(power).toCharArray()) {
            raised.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
        }
        return raised.toString();
    }
}
