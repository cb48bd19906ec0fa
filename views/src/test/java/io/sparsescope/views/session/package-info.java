/** Tests of the shared state, without a toolkit. */
@NullMarked
package io.sparsescope.views.session;

import org.jspecify.annotations.NullMarked;
