package io.sparsescope.engine.tokenizer;

/**
 * One token and the characters that it covers.
 *
 * @param id vocabulary id
 * @param text the token alone, decoded; may hold U+FFFD where a token is part of a character
 * @param start first UTF-16 index in the text
 * @param end UTF-16 index after the last; equal to {@code start} for tokens that stand for no
 *     characters
 */
public record Token(int id, String text, int start, int end) {}
