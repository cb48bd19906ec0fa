/** Asking for files and folders, by the desktop's own dialogs or whatever stands in for them. */
@NullMarked
package io.sparsescope.views.dialog;

import org.jspecify.annotations.NullMarked;
