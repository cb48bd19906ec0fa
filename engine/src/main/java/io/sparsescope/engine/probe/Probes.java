package io.sparsescope.engine.probe;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.sparsity.ProjectionSite;

/** Puts probes together. */
public final class Probes {
    private Probes() {}

    /** A probe that offers everything to both, to each only what it wants. */
    public static Probe both(Probe first, Probe second) {
        return new Probe() {
            @Override
            public boolean wants(ProbeSite site) {
                return first.wants(site) || second.wants(site);
            }

            @Override
            public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
                if (first.wants(site)) {
                    first.observe(site, firstPosition, values);
                }
                if (second.wants(site)) {
                    second.observe(site, firstPosition, values);
                }
            }

            @Override
            public boolean wantsOutput(ProjectionSite site) {
                return first.wantsOutput(site) || second.wantsOutput(site);
            }

            @Override
            public void observeOutput(ProjectionSite site, int firstPosition, FloatMatrix output) {
                if (first.wantsOutput(site)) {
                    first.observeOutput(site, firstPosition, output);
                }
                if (second.wantsOutput(site)) {
                    second.observeOutput(site, firstPosition, output);
                }
            }

            @Override
            public boolean wantsInput(ProjectionSite site) {
                return first.wantsInput(site) || second.wantsInput(site);
            }

            @Override
            public void observeInput(
                    ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
                if (first.wantsInput(site)) {
                    first.observeInput(site, firstPosition, input, kept);
                }
                if (second.wantsInput(site)) {
                    second.observeInput(site, firstPosition, input, kept);
                }
            }
        };
    }
}
