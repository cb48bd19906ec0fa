/** The command line: the same engine as the window, one class for each command. */
@NullMarked
package io.sparsescope.app.cli;

import org.jspecify.annotations.NullMarked;
