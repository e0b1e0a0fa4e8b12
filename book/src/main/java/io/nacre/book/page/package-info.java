/** What a program of the book is, the setting that it runs in, and the page that it writes. */
@NullMarked
package io.nacre.book.page;

import org.jspecify.annotations.NullMarked;
