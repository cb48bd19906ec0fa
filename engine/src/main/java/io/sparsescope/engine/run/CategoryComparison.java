package io.sparsescope.engine.run;

import io.sparsescope.engine.category.CategoryShifts;

/**
 * Prompts grouped by tag, compared.
 *
 * @param order what was asked for
 * @param textHash of the prompts as they were read, see {@link
 *     io.sparsescope.engine.category.CategoryFile#hash}
 * @param spontaneous which spontaneous vectors acted
 * @param shifts how far sparsity moves the states of every group
 */
public record CategoryComparison(
        CategoryOrder order,
        String textHash,
        SpontaneousReport spontaneous,
        CategoryShifts shifts) {}
