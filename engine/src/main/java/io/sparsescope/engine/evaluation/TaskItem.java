package io.sparsescope.engine.evaluation;

import java.util.List;

/** One question of a task. */
public sealed interface TaskItem {
    /**
     * Which of some continuations is right.
     *
     * @param query what they follow, with a space between
     * @param choices at least two
     * @param gold index of the right one
     */
    record MultipleChoice(String query, List<String> choices, int gold) implements TaskItem {
        public MultipleChoice {
            choices = List.copyOf(choices);
        }
    }

    /**
     * Whether the last word is foreseen (LAMBADA).
     *
     * @param context the text up to the last space
     * @param word what follows, without the space
     */
    record LastWord(String context, String word) implements TaskItem {}
}
