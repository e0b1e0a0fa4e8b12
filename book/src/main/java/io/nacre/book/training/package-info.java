/** The net that optimizers and schedules are compared on, and what its trainings recorded. */
@NullMarked
package io.nacre.book.training;

import org.jspecify.annotations.NullMarked;
