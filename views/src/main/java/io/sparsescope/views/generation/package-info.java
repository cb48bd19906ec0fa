/** Dense and sparse continuations side by side. */
@NullMarked
package io.sparsescope.views.generation;

import org.jspecify.annotations.NullMarked;
