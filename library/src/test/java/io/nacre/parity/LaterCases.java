package io.nacre.parity;

import java.util.Optional;

/**
 * A file of which no case can run yet; its cases are counted and printed.
 *
 * @param group the file's name
 * @param reason what they wait for
 */
record LaterCases(String group, String reason) implements Cases {
    @Override
    public double tolerance() {
        return 0;
    }

    @Override
    public Optional<String> later(Case c) {
        return Optional.of(reason);
    }

    @Override
    public void run(Case c, Report report) {
        throw new AssertionError("case " + c.name() + " is for later");
    }
}
