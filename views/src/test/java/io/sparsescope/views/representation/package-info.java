/** Tests of the representation shift view. */
@NullMarked
package io.sparsescope.views.representation;

import org.jspecify.annotations.NullMarked;
