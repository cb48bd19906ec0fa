/** How steady each channel of the focused projection's input is, and what removing it costs. */
@NullMarked
package io.sparsescope.views.stability;

import org.jspecify.annotations.NullMarked;
