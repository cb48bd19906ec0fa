package io.sparsescope.engine.run;

import io.sparsescope.engine.category.CategoryShifts;

/**
 * Prompts grouped by tag, compared.
 *
 * @param order what was asked for
 * @param spontaneous which spontaneous vectors acted
 * @param shifts how far sparsity moves the states of every group
 */
public record CategoryComparison(
        CategoryOrder order, SpontaneousReport spontaneous, CategoryShifts shifts) {}
