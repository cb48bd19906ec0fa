package io.sparsescope.engine.category;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up prompts by their tags and all together. Of a prompt it keeps a few figures for each layer
 * and adds sums to its groups', so that the states of one prompt need be in memory at a time.
 */
public final class CategoryTally {
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Group all = new Group();

    private static final class Group {
        private final RunTally sparse = new RunTally();
        private final RunTally spontaneous = new RunTally();
        private int prompts;
        private long positions;

        GroupShift result(String tag) {
            return new GroupShift(
                    tag,
                    prompts,
                    positions,
                    sparse.result(),
                    spontaneous.isEmpty() ? null : spontaneous.result(),
                    spontaneous.isEmpty() ? null : spontaneous.divergenceAbove(sparse));
        }
    }

    /**
     * Takes up a prompt.
     *
     * @param tag its group
     * @param positions its length
     * @param sparse its sparse run
     * @param spontaneous its sparse run with spontaneous vectors; null for all prompts when none
     *     act
     */
    public void add(
            String tag, int positions, PromptShift sparse, @Nullable PromptShift spontaneous) {
        for (Group group : List.of(groups.computeIfAbsent(tag, _ -> new Group()), all)) {
            group.prompts++;
            group.positions += positions;
            group.sparse.add(sparse);
            if (spontaneous != null) {
                group.spontaneous.add(spontaneous);
            }
        }
    }

    /** The figures, of at least one prompt. */
    public CategoryShifts result() {
        Stream<GroupShift> shifts =
                groups.entrySet().stream().map(entry -> entry.getValue().result(entry.getKey()));
        return new CategoryShifts(shifts.toList(), all.result(CategoryShifts.ALL));
    }
}
