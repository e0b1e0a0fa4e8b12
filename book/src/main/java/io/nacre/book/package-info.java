/**
 * The book: the programs of a chapter on training deep networks, in the chapter's order.
 *
 * <pre>
 *   page                 what a program is, the setting that it runs in, the page that it writes
 *   training             the net that optimizers and schedules are compared on
 *   gradient             vanishing and exploding gradients, and what helps
 *   activation           activation functions
 *   reuse                transfer learning; pretraining without labels and on auxiliary tasks
 *   optimizer            faster optimizers
 *   schedule             learning-rate schedules
 *   Book                 all programs, by name
 * </pre>
 *
 * <p>A program reads as the chapter's own code does, and uses the library as any user would.
 */
@NullMarked
package io.nacre.book;

import org.jspecify.annotations.NullMarked;
