package io.sparsescope.engine.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.format.JsonLine;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A task as JSON Lines, an object on each: {@code {"query": .., "choices": [..], "gold": 0}} or
 * {@code {"text": ..}}, whose last word is asked for. Other keys are for others and ignored; a file
 * holds items of one kind.
 */
public final class TaskFile {
    private static final String QUERY = "query";
    private static final String CHOICES = "choices";
    private static final String GOLD = "gold";
    private static final String TEXT = "text";

    private TaskFile() {}

    /**
     * Reads a task.
     *
     * @return its items, at least one, by line; blank lines are none
     * @throws MalformedInputException when the file is missing or a line is unsound; the message
     *     names line and key
     */
    public static List<TaskItem> read(Path file) {
        List<String> lines = TextSource.read(file).text().lines().toList();
        List<TaskItem> items = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                Line line = new Line(new JsonLine(file, index + 1));
                TaskItem item = line.item(lines.get(index));
                if (!items.isEmpty() && !items.getFirst().getClass().equals(item.getClass())) {
                    throw line.malformed(
                            "is of another kind than the lines before",
                            "put items with choices and items with a text into files of their own");
                }
                items.add(item);
            }
        }
        return items;
    }

    /** What a line means. */
    private record Line(JsonLine place) {
        TaskItem item(String text) {
            JsonNode node = place.object(text);
            if (node.has(TEXT) && !node.has(CHOICES)) {
                return lastWord(place.string(node, TEXT));
            }
            if (!node.has(QUERY)) {
                throw malformed(
                        "has neither '" + QUERY + "' nor '" + TEXT + "'",
                        "give {\"query\", \"choices\", \"gold\"} or {\"text\"}");
            }
            String query = place.string(node, QUERY);
            if (query.isBlank()) {
                throw malformed("'" + QUERY + "' is blank", "give the choices something to follow");
            }
            List<String> choices = choices(node.path(CHOICES));
            JsonNode gold = node.path(GOLD);
            if (!gold.isInt() || gold.intValue() < 0 || gold.intValue() >= choices.size()) {
                throw malformed(
                        "'" + GOLD + "' is " + (gold.isMissingNode() ? "missing" : gold.toString()),
                        "give the index of the right choice, 0 to " + (choices.size() - 1));
            }
            return new TaskItem.MultipleChoice(query, choices, gold.intValue());
        }

        private List<String> choices(JsonNode node) {
            List<String> choices = new ArrayList<>();
            for (JsonNode choice : node) {
                if (!choice.isTextual() || choice.textValue().isBlank()) {
                    throw malformed(
                            "'" + CHOICES + "[" + choices.size() + "]' is no text",
                            "give every choice some characters in quotes");
                }
                choices.add(choice.textValue());
            }
            if (!node.isArray() || choices.size() < 2) {
                throw malformed("'" + CHOICES + "' is no list of two or more", "give all choices");
            }
            return choices;
        }

        private TaskItem lastWord(String text) {
            int space = text.lastIndexOf(' ');
            if (space < 0 || text.substring(0, space).isBlank() || space == text.length() - 1) {
                throw malformed(
                        "'" + TEXT + "' has no last word after a space",
                        "give at least two words, and nothing behind the last");
            }
            return new TaskItem.LastWord(text.substring(0, space), text.substring(space + 1));
        }

        MalformedInputException malformed(String problem, String remedy) {
            return place.malformed(problem, remedy);
        }
    }
}
