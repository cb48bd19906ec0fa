/** What all panels share: figures in words, and the deck that shows a pane for each state. */
@NullMarked
package io.sparsescope.views.panel;

import org.jspecify.annotations.NullMarked;
