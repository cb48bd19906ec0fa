/** One token at a time, as fast as the memory allows: weights of dropped channels are not read. */
@org.jspecify.annotations.NullMarked
package io.sparsescope.engine.decode;
