package io.sparsescope.engine.run;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousChoice;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.stability.PruningRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which spontaneous vectors act under an intervention, and what they add to a plan. Keeps the mean
 * residuals that were taken and the products W a of the vectors that were used last. Owned by one
 * thread.
 */
final class ActingVectors {
    private static final int KEPT_MEANS = 16;
    private static final int KEPT_SHIFTS = 8;

    private final Model model;
    private final LinkedHashMap<Case, SpontaneousVectors> means = new LinkedHashMap<>();
    private final LinkedHashMap<SpontaneousVectors, SortedMap<ProjectionSite, float[]>> shifts =
            new LinkedHashMap<>();

    ActingVectors(Model model) {
        this.model = model;
    }

    /**
     * What means are taken for.
     *
     * @param setting sparsity with its allocation resolved
     * @param pruning what was removed before; null for nothing
     */
    record Case(SparsitySetting setting, @Nullable PruningRequest pruning) {}

    /**
     * What acts.
     *
     * @param shifts [out] what is added at each projection
     * @param report in words
     */
    record Acting(SortedMap<ProjectionSite, float[]> shifts, SpontaneousReport report) {
        static final Acting NONE = new Acting(Collections.emptySortedMap(), SpontaneousReport.NONE);
    }

    /** Whether means have to be taken before a settled run. */
    boolean needsMeans(SpontaneousUse use, Case made) {
        return use.source() instanceof SpontaneousUse.Source.MeanResidual
                && made.setting().targetSparsity() > 0
                && !means.containsKey(made);
    }

    void keep(Case made, SpontaneousVectors found) {
        putLast(means, made, found, KEPT_MEANS);
    }

    private static <K, V> void putLast(LinkedHashMap<K, V> map, K key, V value, int most) {
        map.put(key, value);
        if (map.size() > most) {
            map.remove(map.firstEntry().getKey());
        }
    }

    /** What acts under an intervention. */
    Acting of(SpontaneousUse use, Case asked) {
        return switch (use.source()) {
            case SpontaneousUse.Source.None _ -> Acting.NONE;
            case SpontaneousUse.Source.MeanResidual _ ->
                    nearestMeans(asked)
                            .map(found -> ofMeans(use, asked, found))
                            .orElse(Acting.NONE);
            case SpontaneousUse.Source.Loaded loaded -> {
                double level = asked.setting().targetSparsity();
                SpontaneousChoice choice =
                        loaded.interpolated()
                                ? loaded.sets().interpolated(level)
                                : loaded.sets().nearest(level);
                yield of(use, asked, choice);
            }
        };
    }

    private Optional<Map.Entry<Case, SpontaneousVectors>> nearestMeans(Case asked) {
        double level = asked.setting().targetSparsity();
        return means.entrySet().stream()
                .filter(entry -> entry.getKey().setting().method() == asked.setting().method())
                .min(
                        Comparator.comparing((Map.Entry<Case, SpontaneousVectors> entry) ->
                                        !entry.getKey().equals(asked))
                                .thenComparing(entry ->
                                        Math.abs(
                                                entry.getKey().setting().targetSparsity()
                                                        - level)));
    }

    private Acting ofMeans(
            SpontaneousUse use, Case asked, Map.Entry<Case, SpontaneousVectors> found) {
        String words =
                String.format(
                        Locale.ROOT,
                        "mean residual at %.0f\u00a0%%",
                        100 * found.getKey().setting().targetSparsity());
        return of(use, asked, new SpontaneousChoice(words, found.getValue()));
    }

    private Acting of(SpontaneousUse use, Case asked, SpontaneousChoice choice) {
        SpontaneousVectors vectors = choice.vectors();
        List<String> warnings =
                new ArrayList<>(
                        vectors.provenance()
                                .warnings(SpontaneousBinding.of(model, asked.setting())));
        if (asked.pruning() != null
                && !(use.source() instanceof SpontaneousUse.Source.MeanResidual)) {
            warnings.add("made for the whole network, used with a pruned one");
        }
        return new Acting(
                use.setting().applyTo(shifts(vectors)),
                new SpontaneousReport(choice.words(), warnings));
    }

    private SortedMap<ProjectionSite, float[]> shifts(SpontaneousVectors vectors) {
        SortedMap<ProjectionSite, float[]> known = shifts.get(vectors);
        if (known == null) {
            known = vectors.shifts(model);
            putLast(shifts, vectors, known, KEPT_SHIFTS);
        }
        return known;
    }
}
