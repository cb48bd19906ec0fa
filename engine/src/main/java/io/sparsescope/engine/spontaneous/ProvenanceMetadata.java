package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Provenance as lines of metadata; what is not known has no line. */
final class ProvenanceMetadata {
    /** Keeps our lines apart from those that a file from elsewhere may have. */
    private static final String PREFIX = "spontaneous.";

    private static final String MODEL = PREFIX + "model_hash";
    private static final String METHOD = PREFIX + "method";
    private static final String LEVEL = PREFIX + "level";
    private static final String ALLOCATION = PREFIX + "allocation";
    private static final String POSITIONS = PREFIX + "positions";
    private static final String CALIBRATION_TEXT = PREFIX + "calibration_text_hash";
    private static final String TRAINING_TEXT = PREFIX + "training_text_hash";
    private static final String ORIGIN = PREFIX + "origin";
    private static final String SETTING = ORIGIN + ".";

    private ProvenanceMetadata() {}

    static SortedMap<String, String> of(SpontaneousProvenance provenance) {
        SortedMap<String, String> lines = new TreeMap<>();
        SpontaneousBinding binding = provenance.binding();
        put(lines, MODEL, binding.modelHash());
        put(lines, METHOD, binding.method() == null ? null : binding.method().cliName());
        put(lines, LEVEL, binding.level() == null ? null : binding.level().toString());
        put(lines, ALLOCATION, binding.allocation());
        put(lines, POSITIONS, binding.positions() == null ? null : binding.positions().cliName());
        put(lines, CALIBRATION_TEXT, provenance.calibrationTextHash());
        put(lines, TRAINING_TEXT, provenance.trainingTextHash());
        put(lines, ORIGIN, provenance.origin().kind().cliName());
        provenance.origin().settings().forEach((name, value) -> lines.put(SETTING + name, value));
        return lines;
    }

    private static void put(SortedMap<String, String> lines, String name, @Nullable String value) {
        if (value != null) {
            lines.put(name, value);
        }
    }

    /**
     * Reads the lines that are there; others than ours are left alone.
     *
     * @throws IllegalArgumentException when one of ours is unsound
     */
    static SpontaneousProvenance read(Map<String, String> lines) {
        var binding =
                new SpontaneousBinding(
                        lines.get(MODEL),
                        parsed(lines, METHOD, SparsityMethod::parse),
                        parsed(lines, LEVEL, Double::valueOf),
                        lines.get(ALLOCATION),
                        parsed(lines, POSITIONS, PositionRule::parse));
        SpontaneousOrigin.Kind kind = parsed(lines, ORIGIN, SpontaneousOrigin.Kind::parse);
        SortedMap<String, String> settings = new TreeMap<>();
        lines.forEach((name, value) -> {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        var origin =
                new SpontaneousOrigin(
                        kind == null ? SpontaneousOrigin.Kind.UNKNOWN : kind, settings);
        HeldOutDivergence.of(origin); // must be sound, since warnings are made from it
        return new SpontaneousProvenance(
                binding, lines.get(CALIBRATION_TEXT), lines.get(TRAINING_TEXT), origin);
    }

    private static <T> @Nullable T parsed(
            Map<String, String> lines, String name, Function<String, T> parser) {
        String value = lines.get(name);
        try {
            return value == null ? null : parser.apply(value);
        } catch (IllegalArgumentException problem) { // a number that is none is one as well
            throw new IllegalArgumentException(name + ": " + problem.getMessage(), problem);
        }
    }
}
