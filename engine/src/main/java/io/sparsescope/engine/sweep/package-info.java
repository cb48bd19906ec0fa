/** Many evaluations in one: what is asked for, what was found, and the files of both. */
@NullMarked
package io.sparsescope.engine.sweep;

import org.jspecify.annotations.NullMarked;
