package io.sparsescope.app.cli;

import io.sparsescope.engine.bench.DecodeBenchmark;
import io.sparsescope.engine.bench.DecodeLevel;
import io.sparsescope.engine.bench.PrefillBenchmark;
import io.sparsescope.engine.bench.Spread;
import io.sparsescope.engine.bench.StorageDivergence;
import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.kernel.MemoryFigures;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import picocli.CommandLine;

/** The measurements of {@code bench}, one after the other. */
final class BenchRun {
    private static final int WARM_UPS = 3;
    private static final int PREFILLS = 3;

    /** Weights that a level reads in a round: about a second's worth. */
    private static final long ROUND_BYTES = 20_000_000_000L;

    private final Network network;
    private final int threads;
    private final double openMillis;
    private final PrintWriter err;

    BenchRun(Network network, int threads, double openMillis, CommandLine line) {
        this.network = network;
        this.threads = threads;
        this.openMillis = openMillis;
        this.err = line.getErr();
    }

    /**
     * How much is measured.
     *
     * @param tokens of every level in every round; 0 for about a second's worth
     * @param rounds that are counted
     * @param prompt [position] that prefill reads
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Size(int tokens, int rounds, int[] prompt) {}

    BenchReport run(
            List<WeightStorage> storages, List<DecodeLevel> levels, Size size, int[] sample) {
        List<BenchReport.Stored> results = new ArrayList<>();
        BenchReport.Prefill prefill = null;
        for (WeightStorage storage : storages) {
            say("arranging weights as " + storage.cliName());
            long start = System.nanoTime();
            try (Decoder decoder = Decoder.load(network.pass(), storage, threads)) {
                double loadMillis = openMillis + (System.nanoTime() - start) / 1e6;
                say("decoding");
                results.add(measured(storage, loadMillis, decoder, levels, size, sample));
                prefill = prefill == null ? prefill(size.prompt) : prefill;
            }
        }
        return new BenchReport(
                network.model().summary(), threads, results, Objects.requireNonNull(prefill));
    }

    /** Beside the weights of the first storage, so that the memory of both is held. */
    private BenchReport.Prefill prefill(int[] prompt) {
        say("reading a prompt");
        long peak = MemoryFigures.peak().orElse(0);
        network.useAllCores();
        Spread seconds =
                PrefillBenchmark.seconds(network.pass(), prompt, PREFILLS, CancelToken.none());
        return new BenchReport.Prefill(prompt.length, seconds, peak, MemoryFigures.own().orElse(0));
    }

    private BenchReport.Stored measured(
            WeightStorage storage,
            double loadMillis,
            Decoder decoder,
            List<DecodeLevel> levels,
            Size size,
            int[] sample) {
        var config = network.model().config();
        int tokens =
                size.tokens > 0
                        ? Math.min(size.tokens, DecodeBenchmark.mostTokens(config))
                        : DecodeBenchmark.tokensOf(ROUND_BYTES, decoder, config);
        var how = new DecodeBenchmark.Size(tokens, WARM_UPS, size.rounds);
        try (var benchmark = new DecodeBenchmark(config, decoder, levels, how)) {
            while (benchmark.step(CancelToken.none())) {
                // the next level
            }
            return new BenchReport.Stored(
                    storage,
                    loadMillis,
                    decoder.weightBytes(),
                    benchmark.bandwidth(),
                    benchmark.figures(),
                    divergence(storage, decoder, sample));
        }
    }

    /** Of weights that are not exact, what that does to predictions. */
    private OptionalDouble divergence(WeightStorage storage, Decoder stored, int[] sample) {
        if (storage == WeightStorage.EXACT) {
            return OptionalDouble.empty();
        }
        try (Decoder exact = Decoder.load(network.pass(), WeightStorage.EXACT, threads)) {
            return OptionalDouble.of(
                    StorageDivergence.mean(
                            network.model().config(),
                            exact.step(SparsityPlan.DENSE),
                            stored.step(SparsityPlan.DENSE),
                            sample,
                            CancelToken.none()));
        }
    }

    private void say(String what) {
        err.println(what + " ..");
        err.flush();
    }
}
