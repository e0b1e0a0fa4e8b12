package io.nacre.cli;

import io.nacre.table.Table;
import io.nacre.table.Target;

/** What a CSV file's target is taken for. */
enum TargetKind {
    /** What its cells look like. */
    GUESSED,
    CLASSIFICATION,
    REGRESSION;

    /**
     * That of an option.
     *
     * @throws IllegalArgumentException if it names neither
     */
    static TargetKind of(String option) {
        return switch (option) {
            case "classification" -> CLASSIFICATION;
            case "regression" -> REGRESSION;
            default ->
                throw new IllegalArgumentException(
                        "--target-kind takes classification or regression, not '" + option + "'");
        };
    }

    Target target(Table table, String name) {
        return switch (this) {
            case GUESSED -> Target.of(table, name);
            case CLASSIFICATION -> Target.ofClasses(table, name);
            case REGRESSION -> Target.ofNumbers(table, name);
        };
    }
}
