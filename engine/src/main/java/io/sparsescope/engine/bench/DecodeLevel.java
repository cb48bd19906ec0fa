package io.sparsescope.engine.bench;

import io.sparsescope.engine.sparsity.SparsityPlan;

/**
 * What is measured beside dense decoding.
 *
 * @param sparsity the share of zeros that was asked for; 0 is dense
 * @param plan what is dropped
 */
public record DecodeLevel(double sparsity, SparsityPlan plan) {}
