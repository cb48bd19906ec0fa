/** Numbers that may be quoted: perplexity, divergence, agreement. */
@NullMarked
package io.sparsescope.engine.evaluation;

import org.jspecify.annotations.NullMarked;
