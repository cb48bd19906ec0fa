package io.sparsescope.engine.bench;

import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.MemoryBandwidth;
import io.sparsescope.engine.kernel.WorkTeam;
import io.sparsescope.engine.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes with several levels in turn, round after round, and measures the memory's bandwidth in
 * every round: machines change their speed while they are measured, and ratios within a round do
 * not.
 */
public final class DecodeBenchmark {
    private static final int PROMPT = 16;

    private final ModelConfig config;
    private final Decoder decoder;
    private final List<Level> levels = new ArrayList<>();
    private final List<Double> bandwidths = new ArrayList<>();
    private final int tokens;

    /**
     * Prepares the measurement.
     *
     * @param config the model's
     * @param decoder the model; stays open
     * @param asked what is measured; the first level must be dense
     * @param tokens tokens of every level in every round
     */
    public DecodeBenchmark(
            ModelConfig config, Decoder decoder, List<DecodeLevel> asked, int tokens) {
        if (asked.isEmpty() || asked.getFirst().sparsity() != 0) {
            throw new IllegalArgumentException("the first level must be dense");
        }
        this.config = config;
        this.decoder = decoder;
        this.tokens = tokens;
        asked.forEach(level -> levels.add(new Level(level, decoder.step(level.plan()))));
    }

    /** Runs rounds; the first {@code warmUps} are not counted. */
    public void run(int warmUps, int rounds, CancelToken cancel) {
        try (var team = new WorkTeam(decoder.threads());
                var memory = new MemoryBandwidth(team);
                var state = new PassState(config, PROMPT + tokens)) {
            for (int round = 0; round < warmUps + rounds; round++) {
                double before = memory.measure();
                double bandwidth = Math.max(before, memory.measure());
                double dense = 0;
                for (Level level : levels) {
                    double rate = level.measure(state, cancel);
                    dense = level == levels.getFirst() ? rate : dense;
                    if (round >= warmUps) {
                        level.note(rate, dense, bandwidth);
                    }
                }
                if (round >= warmUps) {
                    bandwidths.add(bandwidth);
                }
            }
        }
    }

    /** The bandwidth of memory, in bytes per second. */
    public Spread bandwidth() {
        return Spread.of(bandwidths);
    }

    /** What was measured, in the order of the levels. */
    public List<DecodeFigures> figures() {
        double dense = levels.getFirst().bytesPerToken();
        return levels.stream().map(level -> level.figures(dense)).toList();
    }

    private final class Level {
        private final DecodeLevel asked;
        private final TokenStep step;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();
        private final List<Double> speedUps = new ArrayList<>();
        private long bytes;
        private long steps;
        private double roundBytes;

        Level(DecodeLevel asked, TokenStep step) {
            this.asked = asked;
            this.step = step;
        }

        /** Tokens per second, after a prompt that is not counted. */
        double measure(PassState state, CancelToken cancel) {
            state.truncate(0);
            int token = 1;
            for (int position = 0; position < PROMPT; position++) {
                step.next((position + 1) % config.vocabSize(), PROMPT, state, cancel);
            }
            long before = decoder.weightBytesRead();
            long start = System.nanoTime();
            for (int count = 0; count < tokens; count++) {
                token = largest(step.next(token, PROMPT, state, cancel));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            roundBytes = decoder.weightBytesRead() - before;
            bytes += (long) roundBytes;
            steps += tokens;
            return tokens / seconds;
        }

        void note(double rate, double dense, double bandwidth) {
            rates.add(rate);
            shares.add(roundBytes / tokens * rate / bandwidth);
            speedUps.add(rate / dense);
        }

        double bytesPerToken() {
            return (double) bytes / steps;
        }

        DecodeFigures figures(double denseBytes) {
            return new DecodeFigures(
                    asked.sparsity(),
                    Spread.of(rates),
                    bytesPerToken(),
                    Spread.of(shares),
                    Spread.of(speedUps),
                    denseBytes / bytesPerToken());
        }
    }

    private static int largest(FloatMatrix logits) {
        int best = 0;
        for (int token = 1; token < logits.columnCount(); token++) {
            best = logits.get(0, token) > logits.get(0, best) ? token : best;
        }
        return best;
    }
}
