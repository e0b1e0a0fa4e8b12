package io.nacre.schedule;

/** Makes schedules: {@code import static io.nacre.schedule.Schedules.*}. */
public final class Schedules {
    private Schedules() {}

    /** {@link Constant}: the same rate at every step. */
    public static Constant constant(double rate) {
        return new Constant(rate);
    }
}
