package io.sparsescope.engine.category;

import java.util.List;

/**
 * How far sparsity moves the states of every group.
 *
 * @param groups in the order in which their tags first occur
 * @param all all prompts as one group
 */
public record CategoryShifts(List<GroupShift> groups, GroupShift all) {
    /** What {@link #all} is called, where groups are called by their tags. */
    public static final String ALL = "all prompts";

    public CategoryShifts {
        groups = List.copyOf(groups);
    }
}
