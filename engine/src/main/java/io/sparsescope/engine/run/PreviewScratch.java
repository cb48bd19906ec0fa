package io.sparsescope.engine.run;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import java.lang.foreign.Arena;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Memory for the masked inputs of one preview, allocated once: closing memory that threads share
 * takes a tenth of a millisecond.
 */
final class PreviewScratch implements AutoCloseable {
    private final Arena arena;
    private final Map<Projection, FloatMatrix> byProjection = new EnumMap<>(Projection.class);

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    PreviewScratch(ModelConfig config, int positions) {
        arena = Arena.ofShared();
        for (Projection projection : Projection.values()) {
            byProjection.put(
                    projection, FloatMatrix.allocate(arena, positions, config.inSize(projection)));
        }
    }

    /** Scratch [position, in] as wide as a projection's input. */
    FloatMatrix of(Projection projection) {
        return Objects.requireNonNull(byProjection.get(projection));
    }

    @Override
    public void close() {
        arena.close();
    }
}
