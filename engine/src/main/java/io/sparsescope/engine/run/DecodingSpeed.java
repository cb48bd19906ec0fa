package io.sparsescope.engine.run;

import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.bench.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the open model decodes on this machine, as far as it was measured.
 *
 * @param intervention the setting; the levels are of its method, evenly over the whole model
 * @param threads that decode
 * @param weights in which form they are kept
 * @param weightBytes all of them, in bytes
 * @param bandwidth of the memory, in bytes per second
 * @param rounds in which everything was measured once
 * @param over whether no more rounds come
 * @param levels dense first, then by sparsity
 * @param present the intervention itself; null where it drops nothing
 */
public record DecodingSpeed(
        Intervention intervention,
        int threads,
        String weights,
        long weightBytes,
        Spread bandwidth,
        int rounds,
        boolean over,
        List<DecodeFigures> levels,
        @Nullable DecodeFigures present) {
    /** What the job is called that measures it. */
    public static final String JOB = "Measuring tokens per second";

    public DecodingSpeed {
        levels = List.copyOf(levels);
    }

    /** Without any sparsity. */
    public DecodeFigures dense() {
        return levels.getFirst();
    }
}
