/** Dense and sparse predictions side by side. */
@NullMarked
package io.sparsescope.views.nexttoken;

import org.jspecify.annotations.NullMarked;
