/** The window: layout, commands, palette, status bar and log. */
@NullMarked
package io.sparsescope.views.shell;

import org.jspecify.annotations.NullMarked;
