/** Which activations are dropped, as data only. */
@NullMarked
package io.sparsescope.engine.sparsity;

import org.jspecify.annotations.NullMarked;
