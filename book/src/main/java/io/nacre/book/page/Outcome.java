package io.nacre.book.page;

/**
 * What an experiment came to, beside what the chapter printed and what Keras reaches.
 *
 * @param experiment as {@code model B on A}
 * @param measure what is counted, as {@code test accuracy}
 * @param published the chapter's figures, which are single runs; empty if it prints none
 * @param keras those of Keras 3.16 on the same data; empty if there are none
 * @param ours mean and deviation over our seeds
 * @param remark why ours differs, where it does; otherwise empty
 */
public record Outcome(String experiment, String measure, String published, String keras, Spread ours, String remark) {}
