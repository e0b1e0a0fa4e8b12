/** Learning-rate schedules. */
@NullMarked
package io.nacre.book.schedule;

import org.jspecify.annotations.NullMarked;
