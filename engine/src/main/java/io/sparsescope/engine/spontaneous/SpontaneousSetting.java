package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How spontaneous neurons are used.
 *
 * @param strength what their outputs are multiplied by, from 0 (off) to {@link #MAX_STRENGTH}
 * @param off projections that go without
 */
public record SpontaneousSetting(double strength, SortedSet<LevelScope> off) {
    /** The largest strength. */
    public static final double MAX_STRENGTH = 1.5;

    /** As they were made. */
    public static final SpontaneousSetting FULL = new SpontaneousSetting(1, Set.of());

    public SpontaneousSetting {
        if (!(strength >= 0 && strength <= MAX_STRENGTH)) {
            throw new IllegalArgumentException(
                    "a strength is at least 0 and at most " + MAX_STRENGTH + ": " + strength);
        }
        off = Collections.unmodifiableSortedSet(new TreeSet<>(off));
    }

    /** A strength, and the projections that go without. */
    public SpontaneousSetting(double strength, Set<LevelScope> off) {
        this(strength, new TreeSet<>(off));
    }

    /**
     * Shifts for a plan: strength W a at the projections that are on; at strength 1 the very
     * arrays.
     *
     * @param shifts [out] as {@link SpontaneousVectors#shifts} gives them
     */
    public SortedMap<ProjectionSite, float[]> applyTo(SortedMap<ProjectionSite, float[]> shifts) {
        SortedMap<ProjectionSite, float[]> applied = new TreeMap<>();
        shifts.forEach((site, shift) -> {
            if (strength > 0 && off.stream().noneMatch(scope -> scope.contains(site))) {
                applied.put(site, strength == 1 ? shift : scaled(shift));
            }
        });
        return applied;
    }

    private float[] scaled(float[] shift) {
        float[] scaled = new float[shift.length];
        for (int channel = 0; channel < shift.length; channel++) {
            scaled[channel] = (float) (strength * shift[channel]);
        }
        return scaled;
    }
}
