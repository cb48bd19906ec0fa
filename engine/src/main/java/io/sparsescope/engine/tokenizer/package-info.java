/** Text to token ids and back, with character spans. */
@NullMarked
package io.sparsescope.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
