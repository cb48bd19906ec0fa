/** Spontaneous neurons: constant vectors that make up for what sparsity drops. */
@NullMarked
package io.sparsescope.engine.spontaneous;

import org.jspecify.annotations.NullMarked;
