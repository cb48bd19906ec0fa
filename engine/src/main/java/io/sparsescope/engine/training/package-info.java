/** Training of spontaneous vectors: backward pass of the frozen network, loss, optimiser. */
@NullMarked
package io.sparsescope.engine.training;

import org.jspecify.annotations.NullMarked;
