/** Tests of the model map. */
@NullMarked
package io.sparsescope.views.modelmap;

import org.jspecify.annotations.NullMarked;
