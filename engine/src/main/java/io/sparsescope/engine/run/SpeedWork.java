package io.sparsescope.engine.run;

import io.sparsescope.engine.bench.DecodeBenchmark;
import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.bench.DecodeLevel;
import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.decode.DecoderLoading;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes densely, at some levels of an intervention's method and with the intervention itself, in
 * turn; tells of every complete round.
 */
final class SpeedWork implements SteppedWork {
    private static final double[] LEVELS = {0.25, 0.4, 0.5, 0.65, 0.8};
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 7;

    /** Weights that a level reads in a round: a fraction of a second's worth. */
    private static final long ROUND_BYTES = 5_000_000_000L;

    /** What loading counts for beside measuring. */
    private static final double LOADING_SHARE = 0.2;

    private final Intervention intervention;
    private final Network network;
    private final Consumer<DecodingSpeed> told;
    private final List<DecodeLevel> levels = new ArrayList<>();
    private @Nullable DecoderLoading loading;
    private @Nullable DecodeBenchmark benchmark;
    private int toldRounds;

    /** Prepares it; whatever the intervention needs must have been prepared before. */
    SpeedWork(Intervention intervention, LiveModel open, Consumer<DecodingSpeed> told) {
        this.intervention = intervention;
        this.network = open.network();
        this.told = told;
        var dense = SparsitySetting.DENSE.withMethod(intervention.sparsity().method());
        levels.add(new DecodeLevel(0, SparsityPlan.DENSE));
        for (double level : LEVELS) {
            SparsitySetting even = dense.withTargetSparsity(level);
            levels.add(new DecodeLevel(level, open.planning().calibration().plan(even)));
        }
        SparsityPlan present = open.planning().plan(intervention).plan();
        if (!present.rules().isEmpty() || !present.removed().isEmpty()) {
            levels.add(new DecodeLevel(intervention.sparsity().targetSparsity(), present));
        }
    }

    @Override
    public boolean step(CancelToken cancel) {
        if (benchmark == null && !network.hasDecoder()) {
            load(cancel);
            return true;
        }
        network.useAllCores();
        DecodeBenchmark running = benchmark == null ? prepared(network.decoder()) : benchmark;
        benchmark = running;
        boolean more = running.step(cancel);
        if (more && running.roundsDone() > toldRounds) {
            toldRounds = running.roundsDone();
            tell(running, false);
        }
        return more;
    }

    private void load(CancelToken cancel) {
        DecoderLoading work = loading == null ? network.decoderLoading() : loading;
        loading = work;
        if (!work.step(cancel)) {
            network.adopt(work.result());
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // close() closes it
    private DecodeBenchmark prepared(Decoder decoder) {
        var config = network.model().config();
        int tokens = DecodeBenchmark.tokensOf(ROUND_BYTES, decoder, config);
        return new DecodeBenchmark(
                config, decoder, levels, new DecodeBenchmark.Size(tokens, WARM_UPS, ROUNDS));
    }

    /** Tells what was measured, for the last time; nothing before the first round. */
    void tellLast() {
        if (benchmark != null && benchmark.roundsDone() > 0) {
            tell(benchmark, true);
        }
    }

    private void tell(DecodeBenchmark measured, boolean over) {
        Decoder decoder = network.decoder();
        List<DecodeFigures> figures = measured.figures();
        int even = 1 + LEVELS.length;
        told.accept(
                new DecodingSpeed(
                        intervention,
                        decoder.threads(),
                        WeightStorage.EXACT.cliName(),
                        decoder.weightBytes(),
                        measured.bandwidth(),
                        measured.roundsDone(),
                        over,
                        figures.subList(0, even),
                        figures.size() > even ? figures.getLast() : null));
    }

    @Override
    public String description() {
        return DecodingSpeed.JOB;
    }

    @Override
    public double progress() {
        if (benchmark != null) {
            return LOADING_SHARE + (1 - LOADING_SHARE) * benchmark.progress();
        }
        return loading == null ? 0 : LOADING_SHARE * loading.progress();
    }

    @Override
    public void close() {
        if (loading != null) {
            loading.close();
        }
        if (benchmark != null) {
            benchmark.close();
        }
    }
}
