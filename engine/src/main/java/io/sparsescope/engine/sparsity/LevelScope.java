package io.sparsescope.engine.sparsity;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some of a model's projections: one, those of a layer, or one kind in every layer.
 *
 * @param layer zero-based layer; null for every layer
 * @param projection the projection; null for every projection of the layer
 */
public record LevelScope(@Nullable Integer layer, @Nullable Projection projection)
        implements Comparable<LevelScope> {
    private static final Pattern PATTERN =
            Pattern.compile("(?<layer>\\d{1,6})|((?<at>\\d{1,6})\\.)?(?<projection>[a-z_.]+)");
    private static final Comparator<LevelScope> ORDER =
            Comparator.comparingInt(LevelScope::precision)
                    .thenComparingInt(scope -> scope.layer == null ? -1 : scope.layer)
                    .thenComparingInt(
                            scope -> scope.projection == null ? -1 : scope.projection.ordinal());

    public LevelScope {
        if (layer == null && projection == null) {
            throw new IllegalArgumentException("a scope names a layer, a projection or both");
        }
        if (layer != null && layer < 0) {
            throw new IllegalArgumentException("layer must not be negative: " + layer);
        }
    }

    /** Exactly one projection. */
    public static LevelScope of(ProjectionSite site) {
        return new LevelScope(site.layer(), site.projection());
    }

    /** Whether a projection is among them. */
    public boolean contains(ProjectionSite site) {
        return (layer == null || layer == site.layer())
                && (projection == null || projection == site.projection());
    }

    /**
     * The more precise scope wins: a layer before a kind of projection, one projection before both.
     */
    private int precision() {
        return projection == null ? 1 : layer == null ? 0 : 2;
    }

    /**
     * The scope written as {@code down_proj}, {@code 3} or {@code 3.down_proj}.
     *
     * @throws IllegalArgumentException when it is none; the message gives examples
     */
    public static LevelScope parse(String text) {
        Matcher parts = PATTERN.matcher(text);
        if (parts.matches()) {
            String alone = parts.group("layer");
            String layer = alone == null ? parts.group("at") : alone;
            String name = parts.group("projection");
            Optional<Projection> projection =
                    name == null ? Optional.empty() : Projection.named(name);
            if (name == null || projection.isPresent()) {
                return new LevelScope(
                        layer == null ? null : Integer.valueOf(layer), projection.orElse(null));
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' names no projections; write down_proj, 3 (a layer) or 3.down_proj");
    }

    @Override
    public int compareTo(LevelScope other) {
        return ORDER.compare(this, other);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (projection == null) {
            return String.valueOf(layer);
        }
        return layer == null ? projection.shortName() : layer + "." + projection.shortName();
    }
}
