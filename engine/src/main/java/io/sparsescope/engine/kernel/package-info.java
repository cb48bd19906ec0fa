/** The only door to arithmetic: one interface, a plain-loop twin, and fast implementations. */
@NullMarked
package io.sparsescope.engine.kernel;

import org.jspecify.annotations.NullMarked;
