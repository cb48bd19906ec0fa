/** The prompt and its tokens. */
@NullMarked
package io.sparsescope.views.prompt;

import org.jspecify.annotations.NullMarked;
