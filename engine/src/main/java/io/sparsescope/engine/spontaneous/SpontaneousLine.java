package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Vectors between two sets, a = a_lower + t (a_upper - a_lower) with t = (level - lower) / (upper -
 * lower). In both spaces that is the line between the outputs too, since W is linear.
 *
 * @param upper the set for the higher level, which it says
 * @param lower the set for the lower level; null for zeros at level 0
 */
record SpontaneousLine(SpontaneousVectors upper, @Nullable SpontaneousVectors lower) {
    SpontaneousLine {
        if (lower != null) {
            requireSame("space", upper.space(), lower.space());
            requireSame("projections", upper.values().keySet(), lower.values().keySet());
            requireSame(
                    "model, method, allocation or positions",
                    upper.provenance().binding().withLevel(null),
                    lower.provenance().binding().withLevel(null));
        }
    }

    private static void requireSame(String what, Object upper, Object lower) {
        if (!upper.equals(lower)) {
            throw new IllegalArgumentException(
                    "the sets differ in " + what + ", so there is nothing between them");
        }
    }

    SpontaneousVectors at(double level) {
        double from = lower == null ? 0 : level(lower);
        double share = (level - from) / (level(upper) - from);
        SortedMap<ProjectionSite, float[]> values = new TreeMap<>();
        upper.values().forEach((site, end) -> values.put(site, between(site, end, share)));
        return new SpontaneousVectors(upper.space(), values, provenance(from, level));
    }

    private float[] between(ProjectionSite site, float[] end, double share) {
        float[] start = lower == null ? new float[end.length] : lower.values().get(site);
        float[] between = new float[end.length];
        for (int channel = 0; channel < end.length; channel++) {
            double begin = Objects.requireNonNull(start)[channel];
            between[channel] = (float) (begin + share * (end[channel] - begin));
        }
        return between;
    }

    private SpontaneousProvenance provenance(double from, double level) {
        SpontaneousProvenance own = upper.provenance();
        SpontaneousProvenance other = lower == null ? own : lower.provenance();
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("lowerLevel", String.valueOf(from));
        settings.put("upperLevel", String.valueOf(level(upper)));
        settings.put("upperHash", upper.hash());
        if (lower != null) {
            settings.put("lowerHash", lower.hash());
        }
        return new SpontaneousProvenance(
                own.binding().withLevel(level),
                common(own.calibrationTextHash(), other.calibrationTextHash()),
                common(own.trainingTextHash(), other.trainingTextHash()),
                new SpontaneousOrigin(SpontaneousOrigin.Kind.INTERPOLATED, settings));
    }

    private static @Nullable String common(@Nullable String first, @Nullable String second) {
        return Objects.equals(first, second) ? first : null;
    }

    private static double level(SpontaneousVectors vectors) {
        return Objects.requireNonNull(vectors.provenance().binding().level());
    }
}
