/** An engine made of formulas, stepped by hand or by a lane, for testing the window. */
@NullMarked
package io.sparsescope.views.fake;

import org.jspecify.annotations.NullMarked;
