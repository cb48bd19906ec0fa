/** Tests of the spontaneous neurons view. */
@NullMarked
package io.sparsescope.views.spontaneous;

import org.jspecify.annotations.NullMarked;
