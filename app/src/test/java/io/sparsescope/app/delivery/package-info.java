/** Tests of what the repository delivers beside the code: the sample model and the launcher. */
@NullMarked
package io.sparsescope.app.delivery;

import org.jspecify.annotations.NullMarked;
