package io.sparsescope.engine.run;

import java.nio.file.Path;

/**
 * A comparison of prompts grouped by tag.
 *
 * @param intervention how the sparse runs differ from the dense ones
 * @param prompts file of prompts, see {@link io.sparsescope.engine.category.CategoryFile}
 */
public record CategoryOrder(Intervention intervention, Path prompts) {
    /** What the job is called while it is done. */
    public String words() {
        return "Comparing " + prompts.getFileName() + " by tag";
    }
}
