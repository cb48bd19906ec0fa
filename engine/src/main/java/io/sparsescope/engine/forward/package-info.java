/** The network as it is taught: blocks, caches, sparsifier, sampling, generation. */
@NullMarked
package io.sparsescope.engine.forward;

import org.jspecify.annotations.NullMarked;
