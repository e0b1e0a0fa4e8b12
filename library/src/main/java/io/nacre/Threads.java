package io.nacre;

/** How many threads to work with when nothing else is said. */
final class Threads {
    private Threads() {}

    static int standard() {
        String property = System.getProperty("nacre.threads");
        if (property == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(property.strip());
            if (threads >= 1) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // Said below, with the values that are allowed.
        }
        throw new IllegalArgumentException(
                "the system property nacre.threads must be a whole number of at least 1, not '" + property + "'");
    }
}
