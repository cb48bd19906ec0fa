@NullMarked
package io.sparsescope.views.generation;

import org.jspecify.annotations.NullMarked;
