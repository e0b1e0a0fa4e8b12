/** Regularization: l1 and l2, dropout, Monte Carlo dropout and what it does to probabilities, max-norm. */
@NullMarked
package io.nacre.book.regularization;

import org.jspecify.annotations.NullMarked;
