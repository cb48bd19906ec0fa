/** The sparsity slider, the method and the positions, with asked and measured shares. */
@NullMarked
package io.sparsescope.views.sparsity;

import org.jspecify.annotations.NullMarked;
