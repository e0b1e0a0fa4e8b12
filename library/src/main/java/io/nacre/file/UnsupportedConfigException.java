package io.nacre.file;

import java.util.List;

/**
 * A sound file describes what cannot be made here: classes that are not known, values that have no counterpart.
 *
 * <p>It names all such things at once, so that one look tells whether a model can be used.
 */
public final class UnsupportedConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String[] problems;

    UnsupportedConfigException(List<String> problems) {
        this(problems.stream().map(Names::printable).toArray(String[]::new));
    }

    private UnsupportedConfigException(String[] problems) {
        super(
                problems.length == 1
                        ? problems[0]
                        : problems.length + " things are not supported:\n  - " + String.join("\n  - ", problems));
        this.problems = problems;
    }

    UnsupportedConfigException(String problem) {
        this(List.of(problem));
    }

    /** Each thing that is not supported, with the layer and the value that it is in. */
    public List<String> problems() {
        return List.of(problems);
    }

    /** The same problems, each preceded by a place. */
    UnsupportedConfigException in(String place) {
        return new UnsupportedConfigException(
                problems().stream().map(problem -> place + ": " + problem).toList());
    }
}
