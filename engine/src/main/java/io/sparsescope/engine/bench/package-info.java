/**
 * Measures how fast tokens come, against what the memory allows, always dense and sparse in turn.
 */
@org.jspecify.annotations.NullMarked
package io.sparsescope.engine.bench;
