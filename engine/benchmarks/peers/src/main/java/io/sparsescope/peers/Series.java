package io.sparsescope.peers;

import io.sparsescope.engine.bench.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Tokens per second of every variant in every round, and their ratios within rounds. */
final class Series {
    private final Map<Variant, List<Double>> rates = new LinkedHashMap<>();

    Series(List<Variant> variants) {
        variants.forEach(variant -> rates.put(variant, new ArrayList<>()));
    }

    void note(Variant variant, double rate) {
        Objects.requireNonNull(rates.get(variant)).add(rate);
    }

    /** What is measured. */
    List<Variant> variants() {
        return List.copyOf(rates.keySet());
    }

    /** [round] tokens per second. */
    List<Double> rates(Variant variant) {
        return List.copyOf(rates.getOrDefault(variant, List.of()));
    }

    Spread spread(Variant variant) {
        return Spread.of(rates(variant));
    }

    /**
     * The median over rounds of a variant's rate over the fastest rate of llama.cpp with so many
     * bits in the same round; empty when there was none.
     */
    OptionalDouble against(Variant.Bits bits, Variant variant) {
        List<Variant> baselines =
                rates.keySet().stream().filter(other -> other.isBaseline(bits)).toList();
        if (baselines.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> own = rates(variant);
        List<Double> ratios =
                IntStream.range(0, own.size())
                        .mapToObj(round ->
                                own.get(round)
                                        / baselines.stream()
                                                .mapToDouble(other -> rates(other).get(round))
                                                .max()
                                                .orElseThrow())
                        .toList();
        return OptionalDouble.of(Spread.of(ratios).median());
    }
}
