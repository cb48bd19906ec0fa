package io.sparsescope.views.fake;

import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.bench.Spread;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.JobProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Two rounds of rates that follow from bytes, at nine tenths of what the memory gives. */
final class FakeSpeed {
    private static final double BANDWIDTH = 40e9;
    private static final long WEIGHTS = 2_000_000_000L;
    private static final int ROUNDS = 2;

    private final Intervention intervention;
    private final EngineListener listener;
    private final BooleanSupplier cancelled;
    private int round;

    FakeSpeed(Intervention intervention, EngineListener listener, BooleanSupplier cancelled) {
        this.intervention = intervention;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    boolean step() {
        if (cancelled.getAsBoolean()) {
            tell(true);
            return end();
        }
        listener.jobProgressed(
                new JobProgress(DecodingSpeed.JOB, (double) round / (ROUNDS + 1), 1));
        round++;
        if (round <= ROUNDS) {
            tell(false);
            return true;
        }
        round = ROUNDS;
        tell(true);
        return end();
    }

    private boolean end() {
        listener.jobEnded();
        return false;
    }

    private void tell(boolean over) {
        List<DecodeFigures> levels = new ArrayList<>();
        for (double level : List.of(0.0, 0.25, 0.5, 0.8)) {
            levels.add(figures(level));
        }
        double asked = intervention.sparsity().targetSparsity();
        listener.speedMeasured(
                new DecodingSpeed(
                        intervention,
                        2,
                        "bf16",
                        WEIGHTS,
                        Spread.of(List.of(BANDWIDTH)),
                        round,
                        over,
                        levels,
                        asked == 0 ? null : figures(asked)));
    }

    private static DecodeFigures figures(double level) {
        double bytes = WEIGHTS * (1 - 0.9 * level);
        double share = level == 0 ? 0.9 : 0.8;
        double rate = share * BANDWIDTH / bytes;
        double dense = 0.9 * BANDWIDTH / WEIGHTS;
        return new DecodeFigures(
                level,
                Spread.of(List.of(0.9 * rate, rate, 1.1 * rate)),
                bytes,
                Spread.of(List.of(share)),
                Spread.of(List.of(rate / dense)),
                WEIGHTS / bytes);
    }
}
