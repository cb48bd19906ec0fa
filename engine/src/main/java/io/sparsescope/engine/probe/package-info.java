/** How to look inside a forward pass while it runs. */
@NullMarked
package io.sparsescope.engine.probe;

import org.jspecify.annotations.NullMarked;
