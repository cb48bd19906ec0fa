package io.sparsescope.engine.bench;

import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.SteppedWork;
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
 * not. A step is one level of one round.
 */
public final class DecodeBenchmark implements SteppedWork {
    private static final int MAX_PROMPT = 16;

    private final ModelConfig config;
    private final Decoder decoder;
    private final Size size;
    private final int prompt;
    private final List<Level> levels = new ArrayList<>();
    private final List<Double> bandwidths = new ArrayList<>();
    private final PassState state;
    private final WorkTeam team;
    private final MemoryBandwidth memory;
    private int stepsDone;
    private double bandwidth; // of the present round, as is the rate of dense decoding
    private double dense;

    /**
     * How much is measured.
     *
     * @param tokens of every level in every round
     * @param warmUps rounds that are not counted
     * @param rounds that are
     */
    public record Size(int tokens, int warmUps, int rounds) {}

    /**
     * Prepares the measurement.
     *
     * @param config the model's
     * @param decoder the model; stays open
     * @param asked what is measured; the first level must be dense
     * @param size how much of it
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes all three
    public DecodeBenchmark(
            ModelConfig config, Decoder decoder, List<DecodeLevel> asked, Size size) {
        if (asked.isEmpty() || asked.getFirst().sparsity() != 0) {
            throw new IllegalArgumentException("the first level must be dense");
        }
        this.config = config;
        this.decoder = decoder;
        this.size = size;
        this.prompt = promptOf(config);
        asked.forEach(level -> levels.add(new Level(level, decoder.step(level.plan()))));
        this.state = new PassState(config, prompt + size.tokens);
        this.team = new WorkTeam(decoder.threads());
        this.memory = new MemoryBandwidth(team);
    }

    /**
     * Tokens of a level in a round that take about as long for every model: those whose weights are
     * {@code bytes} in all.
     */
    public static int tokensOf(long bytes, Decoder decoder, ModelConfig config) {
        long tokens = Math.max(8, Math.min(400, bytes / decoder.weightBytes()));
        return (int) Math.min(tokens, mostTokens(config));
    }

    /** The most tokens of a level that a model's context has room for. */
    public static int mostTokens(ModelConfig config) {
        return config.contextLength() - promptOf(config);
    }

    private static int promptOf(ModelConfig config) {
        return Math.min(MAX_PROMPT, config.contextLength() / 2);
    }

    @Override
    public boolean step(CancelToken cancel) {
        int place = stepsDone % levels.size();
        boolean counted = stepsDone / levels.size() >= size.warmUps;
        if (place == 0) {
            double before = memory.measure();
            bandwidth = Math.max(before, memory.measure());
        }
        Level level = levels.get(place);
        double rate = level.measure(cancel);
        dense = place == 0 ? rate : dense;
        if (counted) {
            level.note(rate);
        }
        if (counted && place == levels.size() - 1) {
            bandwidths.add(bandwidth);
        }
        stepsDone++;
        return stepsDone < stepCount();
    }

    private int stepCount() {
        return levels.size() * (size.warmUps + size.rounds);
    }

    /** Rounds that were counted and are complete. */
    public int roundsDone() {
        return bandwidths.size();
    }

    /** The bandwidth of memory, in bytes per second, over the rounds so far, at least one. */
    public Spread bandwidth() {
        return Spread.of(bandwidths);
    }

    /**
     * What was measured so far, in the order of the levels; at least one round must be complete.
     */
    public List<DecodeFigures> figures() {
        double denseBytes = levels.getFirst().bytesPerToken();
        return levels.stream().map(level -> level.figures(denseBytes)).toList();
    }

    @Override
    public String description() {
        return "Decoding";
    }

    @Override
    public double progress() {
        return (double) stepsDone / stepCount();
    }

    @Override
    public void close() {
        memory.close();
        team.close();
        state.close();
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
        double measure(CancelToken cancel) {
            state.truncate(0);
            int token = 1;
            int tokens = size.tokens;
            for (int position = 0; position < prompt; position++) {
                step.next((position + 1) % config.vocabSize(), prompt, state, cancel);
            }
            long before = decoder.weightBytesRead();
            long start = System.nanoTime();
            for (int count = 0; count < tokens; count++) {
                token = largest(step.next(token, prompt, state, cancel));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            roundBytes = decoder.weightBytesRead() - before;
            bytes += (long) roundBytes;
            steps += tokens;
            return tokens / seconds;
        }

        void note(double rate) {
            rates.add(rate);
            shares.add(roundBytes / size.tokens * rate / bandwidth);
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
