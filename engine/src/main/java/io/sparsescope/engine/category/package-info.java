/** Prompts grouped by a tag: how far sparsity moves the states of each group. */
@NullMarked
package io.sparsescope.engine.category;

import org.jspecify.annotations.NullMarked;
