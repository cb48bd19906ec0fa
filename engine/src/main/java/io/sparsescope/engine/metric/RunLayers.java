package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import java.util.List;

/**
 * The residual stream of one run after every layer.
 *
 * @param name what messages call the run
 * @param residuals [layer] of [position, channel]
 */
record RunLayers(String name, List<FloatMatrix> residuals) {
    RunLayers {
        residuals = List.copyOf(residuals);
    }

    /** Refuses a run that is not of the same layers, positions and channels as the dense one. */
    void requireLike(RunLayers dense) {
        boolean same = residuals.size() == dense.residuals.size() && !residuals.isEmpty();
        for (int layer = 0; same && layer < residuals.size(); layer++) {
            FloatMatrix wanted = dense.residuals.getFirst();
            FloatMatrix found = residuals.get(layer);
            same =
                    found.rowCount() == wanted.rowCount()
                            && found.columnCount() == wanted.columnCount()
                            && found.rowCount() > 0;
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "the %s run %s does not fit the dense run %s"
                            .formatted(name, residuals, dense.residuals));
        }
    }

    FloatMatrix residual(int layer) {
        return residuals.get(layer);
    }

    /**
     * The states of a layer in double precision; what is wrong with them is said with its place.
     */
    States states(int layer) {
        try {
            return States.of(residual(layer));
        } catch (IllegalArgumentException failure) {
            throw new IllegalArgumentException(
                    "after layer %d of the %s run: %s".formatted(layer, name, failure.getMessage()),
                    failure);
        }
    }
}
