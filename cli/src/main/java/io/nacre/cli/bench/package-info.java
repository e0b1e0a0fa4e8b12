/** The workloads of {@code nacre bench}: each a net, what is measured, and one line of JSON. */
@NullMarked
package io.nacre.cli.bench;

import org.jspecify.annotations.NullMarked;
