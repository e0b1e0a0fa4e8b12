package io.nacre.book.page;

/** One experiment or figure of the chapter. */
public interface Program {
    /** What it is called on the command line, as {@code transfer-learning}. */
    String name();

    /** One line that says what it shows. */
    String title();

    /** Runs it, and writes what it finds on a page. */
    void run(Setting setting, Page page);
}
