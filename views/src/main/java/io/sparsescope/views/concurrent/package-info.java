/** The only place that calls Platform.runLater. */
@NullMarked
package io.sparsescope.views.concurrent;

import org.jspecify.annotations.NullMarked;
