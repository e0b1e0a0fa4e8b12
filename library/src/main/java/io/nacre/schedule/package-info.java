/** Learning-rate schedules; {@code Schedules} makes them. */
@NullMarked
package io.nacre.schedule;

import org.jspecify.annotations.NullMarked;
