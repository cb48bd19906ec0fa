package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.views.session.MaskPicture;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where the present method's mask and another's part. */
enum Disagreement {
    /** Both keep the entry. */
    BOTH(1, "kept by both"),
    /** Only the present method keeps it. */
    ONLY_THIS(2, "only "),
    /** Only the other one keeps it. */
    ONLY_OTHER(-2, "only "),
    /** Both drop it. */
    NEITHER(0, "dropped by both");

    /** The colour scale reaches from minus this to this. */
    static final double REACH = 2;

    private final float value;
    private final String words;

    Disagreement(float value, String words) {
        this.value = value;
        this.words = words;
    }

    /**
     * Its place on the colour scale; where cells share a pixel the larger magnitude wins, so that a
     * disagreement is not lost between agreeing cells.
     */
    float value() {
        return value;
    }

    static Disagreement of(boolean kept, boolean otherKept) {
        if (kept) {
            return otherKept ? BOTH : ONLY_THIS;
        }
        return otherKept ? ONLY_OTHER : NEITHER;
    }

    /** How many cells there are of each; empty where no other mask is known. */
    static Optional<Map<Disagreement, Long>> counts(MaskPicture picture) {
        boolean[] other = picture.site().otherKept();
        if (other == null) {
            return Optional.empty();
        }
        ActivationSlice slice = picture.focus();
        long[] counts = new long[values().length];
        for (int cell = 0; cell < other.length; cell++) {
            counts[of(slice.kept()[cell], other[cell]).ordinal()]++;
        }
        Map<Disagreement, Long> all = new EnumMap<>(Disagreement.class);
        for (Disagreement kind : values()) {
            all.put(kind, counts[kind.ordinal()]);
        }
        return Optional.of(all);
    }

    /** Share of cells that one method keeps and the other drops; empty as with the counts. */
    static OptionalDouble share(MaskPicture picture) {
        boolean[] other = picture.site().otherKept();
        if (other == null || other.length == 0) {
            return OptionalDouble.empty();
        }
        boolean[] kept = picture.focus().kept();
        int parted = 0;
        for (int cell = 0; cell < other.length; cell++) {
            parted += kept[cell] == other[cell] ? 0 : 1;
        }
        return OptionalDouble.of((double) parted / other.length);
    }

    /** The words of the legend, such as {@code only TEAL}. */
    String words(MaskPicture picture) {
        var other = picture.request().look().comparedMethod();
        return switch (this) {
            case BOTH, NEITHER -> words;
            case ONLY_THIS -> words + name(picture.request().setting().method());
            case ONLY_OTHER -> words + (other == null ? "" : name(other));
        };
    }

    private static String name(SparsityMethod method) {
        return method == SparsityMethod.TOP_K ? "top-k" : method.name();
    }
}
