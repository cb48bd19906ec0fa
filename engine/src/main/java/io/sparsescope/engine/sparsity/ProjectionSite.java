package io.sparsescope.engine.sparsity;

/**
 * One projection of one layer.
 *
 * @param layer zero-based layer index
 * @param projection the projection
 */
public record ProjectionSite(int layer, Projection projection)
        implements Comparable<ProjectionSite> {
    private static final String PREFIX = "model.layers.";

    public ProjectionSite {
        if (layer < 0) {
            throw new IllegalArgumentException("layer must not be negative: " + layer);
        }
    }

    /** Hugging Face's module name, such as {@code model.layers.3.mlp.down_proj}. */
    public String moduleName() {
        return PREFIX + layer + "." + projection.modulePath();
    }

    /** The site whose {@link #moduleName()} is {@code name}. */
    public static ProjectionSite parse(String name) {
        int dot = name.startsWith(PREFIX) ? name.indexOf('.', PREFIX.length()) : -1;
        if (dot > 0) {
            String digits = name.substring(PREFIX.length(), dot);
            var projection = Projection.named(name.substring(dot + 1));
            if (projection.isPresent() && digits.matches("\\d{1,6}")) {
                return new ProjectionSite(Integer.parseInt(digits), projection.get());
            }
        }
        throw new IllegalArgumentException(
                "'"
                        + name
                        + "' names no projection; expected for example model.layers.0.mlp.down_proj");
    }

    @Override
    public int compareTo(ProjectionSite other) {
        int byLayer = Integer.compare(layer, other.layer);
        return byLayer != 0 ? byLayer : projection.compareTo(other.projection);
    }

    @Override
    public String toString() {
        return "layer " + layer + " " + projection.shortName();
    }
}
