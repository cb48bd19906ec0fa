/** Tests of the program. */
@NullMarked
package io.sparsescope.app;

import org.jspecify.annotations.NullMarked;
