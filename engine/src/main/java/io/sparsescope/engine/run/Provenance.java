package io.sparsescope.engine.run;

/**
 * Where a result comes from; every export carries it.
 *
 * @param modelName the model's directory name
 * @param modelHash see {@link io.sparsescope.engine.model.ModelSummary#hash()}
 * @param calibrationHash SHA-256 of the calibration texts, in hexadecimal
 * @param method sparsity method in command line form
 * @param targetSparsity asked share of zeros
 * @param positions position rule in command line form
 * @param backend which kernels computed it
 * @param version Sparsescope's version
 */
public record Provenance(
        String modelName,
        String modelHash,
        String calibrationHash,
        String method,
        double targetSparsity,
        String positions,
        String backend,
        String version) {}
