/** Models: describe, compile, fit, evaluate, predict, save. All that a beginner imports. */
@NullMarked
package io.nacre;

import org.jspecify.annotations.NullMarked;
