package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.bench.Spread;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.ModelSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What {@code bench} measured.
 *
 * @param model which model
 * @param threads that decoded
 * @param results one for each storage of the weights
 * @param prefill reading a prompt
 */
record BenchReport(ModelSummary model, int threads, List<Stored> results, Prefill prefill) {
    private static final double GIGA = 1e9;

    /**
     * The figures of one storage.
     *
     * @param loadMillis opening, mapping and arranging the weights
     * @param weightBytes that are held
     * @param bandwidth of the memory, in bytes per second
     * @param levels dense first
     * @param divergence mean KL to the exact weights in nats, of weights that are not
     */
    record Stored(
            WeightStorage storage,
            double loadMillis,
            long weightBytes,
            Spread bandwidth,
            List<DecodeFigures> levels,
            OptionalDouble divergence) {}

    /**
     * Reading a prompt, with the weights of the first storage arranged beside it.
     *
     * @param tokens of the prompt
     * @param seconds until its last logits
     * @param peakBytes most memory of the process before; 0 where unknown
     * @param ownBytes memory of the process after it that no file holds; 0 where unknown
     */
    record Prefill(int tokens, Spread seconds, long peakBytes, long ownBytes) {
        double tokensPerSecond() {
            return tokens / seconds.median();
        }
    }

    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%s, %d threads%n", model.name(), threads);
        for (Stored stored : results) {
            out.printf(
                    Locale.ROOT,
                    "%n%s: %.2f GB of weights, loaded in %.0f ms; memory %.1f GB/s (%.1f to %.1f)%n",
                    stored.storage.cliName(),
                    stored.weightBytes / GIGA,
                    stored.loadMillis,
                    stored.bandwidth.median() / GIGA,
                    stored.bandwidth.min() / GIGA,
                    stored.bandwidth.max() / GIGA);
            stored.divergence.ifPresent(nats ->
                    out.printf(Locale.ROOT, "mean KL to the exact weights: %.6f nats%n", nats));
            out.println(
                    "sparsity  tokens/s  (least to most)    MB/token  bandwidth  speed-up  ceiling");
            for (DecodeFigures level : stored.levels) {
                out.printf(
                        Locale.ROOT,
                        "%7.0f%%  %8.1f  %7.1f to %-7.1f  %8.1f  %8.0f%%  %7.2fx  %6.2fx%n",
                        100 * level.sparsity(),
                        level.tokensPerSecond().median(),
                        level.tokensPerSecond().min(),
                        level.tokensPerSecond().max(),
                        level.bytesPerToken() / 1e6,
                        100 * level.bandwidthShare().median(),
                        level.speedUp().median(),
                        level.ceiling());
            }
            if (stored.levels.stream().anyMatch(DecodeFigures::outrunsMemory)) {
                out.println("over 100% of the bandwidth: weights lie in the processor's caches");
            }
        }
        out.printf(
                Locale.ROOT,
                "%nprefill of %d tokens: %.0f tokens/s, first token after %.0f ms%n",
                prefill.tokens,
                prefill.tokensPerSecond(),
                1000 * prefill.seconds.median());
        if (prefill.peakBytes > 0) {
            out.printf(
                    Locale.ROOT,
                    "peak memory before the prompt: %.2f GB%n",
                    prefill.peakBytes / GIGA);
        }
        if (prefill.ownBytes > 0) {
            out.printf(
                    Locale.ROOT,
                    "after it, with the %s weights arranged: %.2f GB that no file holds, %.2fx the weights%n",
                    results.getFirst().storage.cliName(),
                    prefill.ownBytes / GIGA,
                    (double) prefill.ownBytes / results.getFirst().weightBytes);
        }
    }

    String json() {
        ObjectNode root = Json.object();
        root.put("model", model.name()).put("threads", threads);
        root.put("bandwidthGBs", results.getFirst().bandwidth.median() / GIGA);
        var rows = root.putArray("results");
        for (Stored stored : results) {
            for (DecodeFigures level : stored.levels) {
                ObjectNode row = rows.addObject();
                row.put("weights", stored.storage.cliName()).put("sparsity", level.sparsity());
                put(row, "tokensPerSecond", level.tokensPerSecond());
                row.put("bytesPerToken", level.bytesPerToken());
                row.put("bandwidthShare", level.bandwidthShare().median());
                row.put("speedup", level.speedUp().median());
                row.put("ceiling", level.ceiling());
                stored.divergence.ifPresent(nats -> row.put("meanKlToExact", nats));
            }
        }
        root.put("promptTokens", prefill.tokens)
                .put("prefillTokensPerSecond", prefill.tokensPerSecond())
                .put("timeToFirstTokenMs", 1000 * prefill.seconds.median())
                .put("loadMs", results.getFirst().loadMillis)
                .put("weightBytes", results.getFirst().weightBytes)
                .put("peakBytes", prefill.peakBytes)
                .put("ownBytes", prefill.ownBytes);
        return Json.pretty(root) + "\n";
    }

    private static void put(ObjectNode node, String name, Spread spread) {
        node.putObject(name)
                .put("median", spread.median())
                .put("min", spread.min())
                .put("max", spread.max());
    }
}
