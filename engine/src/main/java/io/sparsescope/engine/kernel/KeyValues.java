package io.sparsescope.engine.kernel;

/**
 * Keys and values of one layer, from the start of the sequence.
 *
 * @param keys [keyPosition, keyValueHead * headDim], rotated; may have more rows than are filled
 * @param values [keyPosition, keyValueHead * headDim]
 * @param firstPosition sequence position of the first query row
 */
public record KeyValues(FloatMatrix keys, FloatMatrix values, int firstPosition) {}
