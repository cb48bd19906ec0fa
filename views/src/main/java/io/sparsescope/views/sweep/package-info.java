/** Grids of settings, evaluated as a job: quality against sparsity and against what is read. */
@NullMarked
package io.sparsescope.views.sweep;

import org.jspecify.annotations.NullMarked;
