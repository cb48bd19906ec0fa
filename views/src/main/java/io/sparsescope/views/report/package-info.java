/** A session as one document that a browser opens without a network. */
@NullMarked
package io.sparsescope.views.report;

import org.jspecify.annotations.NullMarked;
