/** The open model, and how to open another. */
@NullMarked
package io.sparsescope.views.model;

import org.jspecify.annotations.NullMarked;
