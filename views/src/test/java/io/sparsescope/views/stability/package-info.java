/** Tests of the stability view. */
@NullMarked
package io.sparsescope.views.stability;

import org.jspecify.annotations.NullMarked;
