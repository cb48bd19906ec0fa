/** The facade that views and the command line talk to. */
@NullMarked
package io.sparsescope.engine.run;

import org.jspecify.annotations.NullMarked;
