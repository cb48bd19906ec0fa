package io.sparsescope.engine.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One rendering of a template. A loop's body has variables of its own, anew in every round, as in
 * Jinja; steps and characters are limited, so that no template can run for long.
 */
final class TemplateRun {
    private static final int MOST_STEPS = 100_000;
    private static final int LONGEST_TEXT = 1 << 20;

    private final TemplateSource source;
    private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();
    private final ExpressionValues values;
    private final StringBuilder written = new StringBuilder();
    private int steps;

    /** Renders with these variables. */
    TemplateRun(TemplateSource source, Map<String, Object> variables) {
        this.source = source;
        this.values = new ExpressionValues(source, this::variable);
        scopes.push(new HashMap<>(variables));
    }

    /** What the nodes write. */
    String render(List<TemplateNode> nodes) {
        write(nodes);
        return written.toString();
    }

    private Object variable(String name) {
        for (Map<String, Object> scope : scopes) {
            Object value = scope.get(name);
            if (value != null) {
                return value;
            }
        }
        return TemplateValue.UNDEFINED;
    }

    private void write(List<TemplateNode> nodes) {
        nodes.forEach(this::write);
    }

    private void write(TemplateNode node) {
        steps++;
        if (steps > MOST_STEPS) {
            throw source.unsupported(0, "work of more than " + MOST_STEPS + " steps");
        }
        switch (node) {
            case TemplateNode.Text text -> append(text.text(), 0);
            case TemplateNode.Output output ->
                    append(values.text(output.value()), output.value().at());
            case TemplateNode.If choice -> choose(choice);
            case TemplateNode.For loop -> repeat(loop);
            case TemplateNode.Set set ->
                    scopes.element().put(set.variable(), values.of(set.value()));
        }
    }

    private void append(String text, int at) {
        written.append(text);
        if (written.length() > LONGEST_TEXT) {
            throw source.unsupported(at, "a text of more than " + LONGEST_TEXT + " characters");
        }
    }

    private void choose(TemplateNode.If choice) {
        for (TemplateNode.Branch branch : choice.branches()) {
            TemplateExpression condition = branch.condition();
            if (condition == null || TemplateValue.holds(values.of(condition))) {
                write(branch.body());
                return;
            }
        }
    }

    private void repeat(TemplateNode.For loop) {
        Object value = values.of(loop.list());
        if (!(value instanceof List<?> elements)) {
            throw source.unsupported(loop.list().at(), "a loop over anything but messages");
        }
        long count = elements.size();
        for (long index = 0; index < count; index++) {
            Map<String, Object> scope = new HashMap<>();
            scope.put(loop.variable(), elements.get((int) index));
            scope.put("loop", loop(index, count));
            scopes.push(scope);
            write(loop.body());
            scopes.pop();
        }
    }

    private static Map<String, Object> loop(long index, long count) {
        return Map.of(
                "index0",
                index,
                "index",
                index + 1,
                "first",
                index == 0,
                "last",
                index == count - 1,
                "length",
                count);
    }
}
