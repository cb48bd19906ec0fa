/** Tests of the view models, without a toolkit. */
@NullMarked
package io.sparsescope.views.panels;

import org.jspecify.annotations.NullMarked;
