package io.sparsescope.engine.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run scored in a task, under lm-evaluation-harness's names.
 *
 * @param count items
 * @param cutCount items that were cut at the front to fit the model
 * @param values by name: {@code acc}, {@code acc_norm} and {@code acc_bytes} of multiple choice,
 *     {@code acc} and {@code perplexity} of last words
 */
public record TaskFigures(int count, int cutCount, Map<String, Estimate> values) {
    public TaskFigures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * One of the values.
     *
     * @throws IllegalArgumentException when the task has none of that name
     */
    public Estimate value(String name) {
        Estimate value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is none of " + values.keySet());
        }
        return value;
    }
}
