/** How far sparsity moves the states of every layer, and what spontaneous neurons bring back. */
@NullMarked
package io.sparsescope.views.representation;

import org.jspecify.annotations.NullMarked;
