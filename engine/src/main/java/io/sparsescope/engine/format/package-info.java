/** Bytes to named tensors and back: knows files, not transformers. */
@NullMarked
package io.sparsescope.engine.format;

import org.jspecify.annotations.NullMarked;
