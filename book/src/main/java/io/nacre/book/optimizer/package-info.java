/** Faster optimizers. */
@NullMarked
package io.nacre.book.optimizer;

import org.jspecify.annotations.NullMarked;
