/** Spontaneous neurons: which act, how they are trained, and what they look like. */
@NullMarked
package io.sparsescope.views.spontaneous;

import org.jspecify.annotations.NullMarked;
