package io.sparsescope.engine.chat;

/**
 * What one side says.
 *
 * @param role who, such as {@code user}
 * @param content what
 */
public record ChatMessage(String role, String content) {
    /** What the user says. */
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }
}
