package io.nacre.file;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keras's rule that makes {@code batch_normalization} of {@code BatchNormalization}. */
final class Names {
    private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

    private Names() {}

    /** The name of a class as it stands in weight files: {@code PReLU} gives {@code p_re_lu}, {@code Conv2D} {@code conv2d}. */
    static String snakeCase(String className) {
        String letters = className.replaceAll("\\W+", "");
        String words = WORD.matcher(letters).replaceAll("$1_$2");
        return HUMP.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
