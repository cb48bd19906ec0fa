/** Small reusable controls. */
@NullMarked
package io.sparsescope.views.control;

import org.jspecify.annotations.NullMarked;
