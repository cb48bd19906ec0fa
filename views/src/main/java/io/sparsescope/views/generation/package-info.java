/** Continuations of the prompt side by side, as texts and token by token. */
@NullMarked
package io.sparsescope.views.generation;

import org.jspecify.annotations.NullMarked;
