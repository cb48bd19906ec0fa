package io.sparsescope.resources;

/**
 * One font file that ships with the program.
 *
 * <p>The family is the name under which JavaFX files the face once it is loaded; it is what a style
 * sheet must ask for. The medium and semi-bold weights have families of their own there.
 */
public enum FontFace {
    /** Running text. */
    INTER_REGULAR("Inter-Regular.ttf", "Inter"),
    /** Labels that must stand out a little. */
    INTER_MEDIUM("Inter-Medium.ttf", "Inter Medium"),
    /** Titles of panels. */
    INTER_SEMI_BOLD("Inter-SemiBold.ttf", "Inter SemiBold"),
    /** What {@code -fx-font-weight: bold} selects. */
    INTER_BOLD("Inter-Bold.ttf", "Inter"),
    /** Numbers, tensor names and command lines. */
    JETBRAINS_MONO_REGULAR("JetBrainsMono-Regular.ttf", "JetBrains Mono");

    private final String file;
    private final String family;

    FontFace(String file, String family) {
        this.file = file;
        this.family = family;
    }

    /** The family name a style sheet asks for. */
    public String family() {
        return family;
    }

    String path() {
        return "fonts/" + file;
    }
}
