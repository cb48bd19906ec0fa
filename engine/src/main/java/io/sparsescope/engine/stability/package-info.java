/** How stable a channel is, and what follows for pruning. */
@NullMarked
package io.sparsescope.engine.stability;

import org.jspecify.annotations.NullMarked;
