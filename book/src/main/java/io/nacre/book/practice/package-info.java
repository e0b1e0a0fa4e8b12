/** The chapter's closing recipes, and the deep nets of its exercise. */
@NullMarked
package io.nacre.book.practice;

import org.jspecify.annotations.NullMarked;
