package io.sparsescope.views.representation;

import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.Reading;
import io.sparsescope.engine.observation.RunShift;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What can be drawn of every layer. */
enum ShiftMeasure {
    MEDIAN_RELATIVE_L2(
            "Relative L2, median",
            "median over positions of \u2016y \u2212 x\u2016 / \u2016x\u2016",
            quick(LayerDistance::medianRelativeL2)),
    RELATIVE_L2(
            "Relative L2, all",
            "\u2016Y \u2212 X\u2016 / \u2016X\u2016 over all positions",
            quick(LayerDistance::relativeL2)),
    COSINE("Cosine", "mean cosine of x and y", quick(LayerDistance::cosine)),
    COSINE_FIFTH(
            "Cosine, worst 5\u00a0%",
            "cosine that 5\u00a0% of the positions fall below", quick(LayerDistance::cosineFifth)),
    CENTRED_COSINE(
            "Centred cosine",
            "mean cosine, dense mean taken from both",
            quick(LayerDistance::centredCosine)),
    COMPENSABLE(
            "Compensable share",
            "\u2016mean(y \u2212 x)\u2016\u00b2 / mean \u2016y \u2212 x\u2016\u00b2",
            quick(LayerDistance::compensableShare)),
    CKA("CKA, debiased", "linear CKA, debiased", detailed(shift -> value(shift.ckaDebiased()))),
    CKA_STANDARDISED(
            "CKA, standardised",
            "debiased linear CKA, channels of unit variance",
            detailed(shift -> value(shift.ckaStandardised()))),
    JENSEN_SHANNON(
            "Jensen\u2013Shannon", "JSD of the values, bits", detailed(RunShift::jensenShannon)),
    WASSERSTEIN(
            "Wasserstein-1",
            "W\u2081 of the values / their deviation",
            detailed(shift -> value(shift.wassersteinPerDeviation()))),
    EFFECTIVE_RANK(
            "Effective rank",
            "effective rank of the states, directions",
            detailed(shift -> shift.states().spread().effectiveRank()));

    private final String label;
    private final String axis;
    private final Source source;

    /** Where a figure comes from: one of the two is there. */
    private record Source(
            @Nullable ToDoubleFunction<LayerDistance> quick,
            @Nullable ToDoubleFunction<RunShift> detailed) {}

    ShiftMeasure(String label, String axis, Source source) {
        this.label = label;
        this.axis = axis;
        this.source = source;
    }

    private static Source quick(ToDoubleFunction<LayerDistance> figure) {
        return new Source(figure, null);
    }

    private static Source detailed(ToDoubleFunction<RunShift> figure) {
        return new Source(null, figure);
    }

    private static double value(Reading reading) {
        return reading instanceof Reading.Value value ? value.value() : Double.NaN;
    }

    /** The words in the list. */
    String label() {
        return label;
    }

    /** What is drawn upwards, with its unit. */
    String axis() {
        return axis;
    }

    /** The unit, for files; empty for none. */
    String unit() {
        return switch (this) {
            case COMPENSABLE -> "share";
            case JENSEN_SHANNON -> "bits";
            case EFFECTIVE_RANK -> "directions";
            default -> "";
        };
    }

    /** The name in files. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The figure as a quick measure; null where it takes longer. */
    @Nullable ToDoubleFunction<LayerDistance> quick() {
        return source.quick();
    }

    /** The figure as one that takes longer; null where it is quick. */
    @Nullable ToDoubleFunction<RunShift> detailed() {
        return source.detailed();
    }
}
