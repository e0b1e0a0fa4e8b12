/** Small and fast models: what folding, pruning and few bits cost in accuracy, and what they save. */
@NullMarked
package io.nacre.book.small;

import org.jspecify.annotations.NullMarked;
