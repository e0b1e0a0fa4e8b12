package io.nacre.parity;

import java.util.Optional;

/** Replays the cases of one file of reference values. */
interface Cases {
    /** The file's name, without ending. */
    String group();

    /** The largest allowed relative error. */
    double tolerance();

    /** Replays one case and compares; a case that cannot be run fails by throwing. */
    void run(Case c, Report report);

    /** Why a case is for later, if it is; such cases are counted and printed, not run. */
    default Optional<String> later(Case c) {
        return Optional.empty();
    }
}
