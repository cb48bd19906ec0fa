package io.sparsescope.views.chart;

/** Colours to choose from for measures that run from low to high. */
public enum ColourMap {
    /** Blue over green to yellow, perceptually uniform. */
    VIRIDIS("Viridis", ColorScale.SEQUENTIAL),
    /** Blue to yellow alone, which looks the same with any common colour blindness. */
    CIVIDIS("Cividis", ColorScale.CIVIDIS),
    /** Dark to light without any hue, as it is printed. */
    GREY("Grey", ColorScale.GREY);

    private final String label;
    private final ColorScale scale;

    ColourMap(String label, ColorScale scale) {
        this.label = label;
        this.scale = scale;
    }

    /** As it is called in a choice. */
    public String label() {
        return label;
    }

    ColorScale scale() {
        return scale;
    }
}
