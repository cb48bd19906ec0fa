/** The program: what starts it and what it is put together from. */
@NullMarked
package io.sparsescope.app;

import org.jspecify.annotations.NullMarked;
