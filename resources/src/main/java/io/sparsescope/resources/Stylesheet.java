package io.sparsescope.resources;

/**
 * One style sheet that ships with the program. They are loaded in the order in which they stand
 * here.
 */
public enum Stylesheet {
    /**
     * Modena's colour names in AtlantaFX's terms, for controls whose own style sheets expect
     * Modena.
     */
    MODENA_BRIDGE("modena-bridge.css"),
    /** Fonts and background of the workbench. */
    BASE("sparsescope.css");

    private final String file;

    Stylesheet(String file) {
        this.file = file;
    }

    String path() {
        return "css/" + file;
    }
}
