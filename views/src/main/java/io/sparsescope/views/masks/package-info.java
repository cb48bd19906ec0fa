/** The focused projection's input cell by cell, and the histogram of its magnitudes. */
@NullMarked
package io.sparsescope.views.masks;

import org.jspecify.annotations.NullMarked;
