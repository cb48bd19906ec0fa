package io.sparsescope.resources;

/**
 * One short story, written for this project, used as calibration and evaluation text.
 *
 * @param name file name without its ending; stable, usable in a report
 * @param text title, then one paragraph per line with empty lines between
 */
public record Story(String name, String text) {
    /** The story's first line. */
    public String title() {
        return text.lines().findFirst().orElse(name);
    }
}
