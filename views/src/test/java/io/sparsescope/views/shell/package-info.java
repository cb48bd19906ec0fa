/** Tests of the window with the fake engine. */
@NullMarked
package io.sparsescope.views.shell;

import org.jspecify.annotations.NullMarked;
