package io.sparsescope.engine.category;

import io.sparsescope.engine.format.JsonLine;

/**
 * A prompt of a group.
 *
 * @param tag names the group
 * @param prompt the text, not blank
 * @param place where it stands, for messages
 */
public record CategoryPrompt(String tag, String prompt, JsonLine place) {}
