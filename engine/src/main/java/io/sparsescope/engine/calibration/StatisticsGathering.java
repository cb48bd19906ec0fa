package io.sparsescope.engine.calibration;

import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers {@link ModelStatistics} while windows run. */
final class StatisticsGathering implements Probe {
    private final int skippedPositions;
    private final List<Map<ProjectionInput, InputStatistics>> inputs = new ArrayList<>();
    private final SortedMap<ProjectionSite, Double> energySums = new TreeMap<>();
    private long positions;
    private InputStatistics.Half half = InputStatistics.Half.FIRST;

    StatisticsGathering(ModelConfig config, int skippedPositions) {
        this.skippedPositions = skippedPositions;
        for (int layer = 0; layer < config.layerCount(); layer++) {
            Map<ProjectionInput, InputStatistics> ofLayer = new EnumMap<>(ProjectionInput.class);
            for (ProjectionInput input : ProjectionInput.values()) {
                int width = config.inSize(input.readers().getFirst());
                ofLayer.put(input, new InputStatistics(width));
            }
            inputs.add(ofLayer);
        }
    }

    /** A window of {@code length} positions begins. */
    void begin(int length, InputStatistics.Half ofText) {
        half = ofText;
        positions += Math.max(0, length - skippedPositions);
    }

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return site.projection().isFirstReader();
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        Objects.requireNonNull(inputs.get(site.layer()).get(site.projection().input()))
                .add(input, skippedPositions, half);
    }

    @Override
    public boolean wantsOutput(ProjectionSite site) {
        return true;
    }

    @Override
    public void observeOutput(ProjectionSite site, int firstPosition, FloatMatrix output) {
        int rows = output.rowCount() - skippedPositions;
        if (rows > 0) {
            FloatMatrix counted = output.rows(skippedPositions, rows);
            double energy = Drift.between(counted, counted).referenceEnergy();
            energySums.merge(site, energy, Double::sum);
        }
    }

    ModelStatistics result() {
        SortedMap<ProjectionSite, Double> energies = new TreeMap<>();
        energySums.forEach((site, sum) -> energies.put(site, sum / Math.max(1, positions)));
        return new ModelStatistics(skippedPositions, inputs, energies);
    }
}
