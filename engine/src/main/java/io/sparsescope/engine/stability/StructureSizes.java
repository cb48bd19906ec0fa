package io.sparsescope.engine.stability;

import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;

/** Weights of what can be removed, biases not counted. */
record StructureSizes(ModelConfig config) {
    /** A row of gate, a row of up, a column of down. */
    long neuron() {
        return 3L * config.hiddenSize();
    }

    /** With g query heads: g heads of q and of o, one of k and one of v. */
    long group() {
        return (2L * config.groupSize() + 2) * config.headDim() * config.hiddenSize();
    }

    /** All that the structures hold in one block. */
    long block(PruningRequest.Structures structures) {
        long neurons = structures.neurons() ? config.intermediateSize() * neuron() : 0;
        long groups = structures.groups() ? config.keyValueHeadCount() * group() : 0;
        return neurons + groups;
    }

    /** All that the structures hold in the model. */
    long model(PruningRequest.Structures structures) {
        return config.layerCount() * block(structures);
    }

    /** All that the projections hold in the model. */
    long projections() {
        long block = 0;
        for (Projection projection : Projection.values()) {
            block += (long) config.inSize(projection) * config.outSize(projection);
        }
        return config.layerCount() * block;
    }

    /** What is asked for: the ratio's whole weights. */
    long budget(PruningRequest request) {
        return (long) Math.floor(request.ratio() * model(request.structures()));
    }

    long of(PruningPlan.Removed removed) {
        return removed.neurons().size() * neuron() + removed.groups().size() * group();
    }

    int neuronCap(PruningRequest request) {
        return (int) Math.floor(request.layerCap() * config.intermediateSize());
    }

    int groupCap(PruningRequest request) {
        return (int) Math.floor(request.layerCap() * config.keyValueHeadCount());
    }
}
