/** The one shared observable state that every panel shows and changes. */
@NullMarked
package io.sparsescope.views.session;

import org.jspecify.annotations.NullMarked;
