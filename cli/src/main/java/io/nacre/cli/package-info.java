/**
 * The command {@code nacre}: {@link io.nacre.cli.Main} and one class for each of its commands.
 *
 * <p>A command throws {@code IllegalArgumentException} or an I/O exception for what the user can mend, with a message
 * that says what is wrong and what to do; {@link io.nacre.cli.Failures} turns it into one line and exit code 2. It
 * writes results to {@code spec.commandLine().getOut()} and nothing else there.
 */
@NullMarked
package io.nacre.cli;

import org.jspecify.annotations.NullMarked;
