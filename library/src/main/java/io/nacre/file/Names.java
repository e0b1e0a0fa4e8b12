package io.nacre.file;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of layers: how they are made of the names of classes, kept harmless, and listed. */
public final class Names {
    private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

    private static final int LISTED = 3;

    private Names() {}

    /**
     * Returns text with control characters and line ends as Unicode escapes, as Java writes them, so that it can be
     * printed: no name in a file can move the cursor or change the colours of a terminal. Other text is returned as it
     * is.
     */
    public static String printable(String text) {
        if (text.codePoints().noneMatch(Names::controls)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (controls(c)) {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }

    /** Layers for a message, which names the first of many. */
    public static String layers(List<String> paths) {
        String first = String.join(", ", paths.subList(0, Math.min(LISTED, paths.size())));
        return (paths.size() == 1 ? "layer " : "layers ")
                + first
                + (paths.size() > LISTED ? " and " + (paths.size() - LISTED) + " more" : "");
    }

    private static boolean controls(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /**
     * The name of a class as it stands in weight files: {@code PReLU} gives {@code p_re_lu}, {@code Conv2D}
     * {@code conv2d}.
     */
    static String snakeCase(String className) {
        String letters = className.replaceAll("\\W+", "");
        String words = WORD.matcher(letters).replaceAll("$1_$2");
        return HUMP.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
