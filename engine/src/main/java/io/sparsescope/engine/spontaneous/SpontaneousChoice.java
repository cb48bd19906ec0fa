package io.sparsescope.engine.spontaneous;

/**
 * The vectors that were chosen for a level.
 *
 * @param words which they are, such as {@code v50.safetensors (made for 50 %)}
 * @param vectors the vectors
 */
public record SpontaneousChoice(String words, SpontaneousVectors vectors) {}
