/** Layers by projections, coloured by a measure. */
@NullMarked
package io.sparsescope.views.modelmap;

import org.jspecify.annotations.NullMarked;
