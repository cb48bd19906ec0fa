/** Tests of the sweep view. */
@NullMarked
package io.sparsescope.views.sweep;

import org.jspecify.annotations.NullMarked;
