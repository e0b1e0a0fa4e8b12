package io.nacre.internal.run;

/**
 * What a thread must have at hand to run an instruction.
 *
 * @param scratch floats of scratch memory
 * @param values values of a loop that exist at once by name
 */
public record Needs(int scratch, int values) {
    /** Nothing. */
    public static final Needs NONE = new Needs(0, 0);

    /** What serves both. */
    public Needs and(Needs other) {
        return new Needs(Math.max(scratch, other.scratch), Math.max(values, other.values));
    }
}
