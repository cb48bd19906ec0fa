/** Rules that hold for all views. */
@NullMarked
package io.sparsescope.views;

import org.jspecify.annotations.NullMarked;
