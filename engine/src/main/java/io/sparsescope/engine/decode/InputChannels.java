package io.sparsescope.engine.decode;

import io.sparsescope.engine.forward.RuleInput;
import io.sparsescope.engine.forward.Sparsifier;
import io.sparsescope.engine.kernel.ActiveChannels;
import io.sparsescope.engine.kernel.ChannelProduct;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.RowKernels;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the channels of one projection input for those who read it. */
final class InputChannels {
    private final ModelConfig config;
    private final Sparsifier sparsifier;
    private final ActiveChannels all;
    private final List<ActiveChannels> chosen = new ArrayList<>(); // [reader]
    private final FloatMatrix kept;

    /**
     * Creates the lists of an input.
     *
     * @param allocator owns scratch memory
     */
    InputChannels(
            ModelConfig config,
            Sparsifier sparsifier,
            ProjectionInput input,
            SegmentAllocator allocator) {
        this.config = config;
        this.sparsifier = sparsifier;
        List<Projection> readers = DecodingWeights.readers(input);
        int inSize = config.inSize(readers.getFirst());
        this.all = new ActiveChannels(inSize);
        this.all.all();
        this.kept = FloatMatrix.allocate(allocator, 1, inSize);
        readers.forEach(_ -> chosen.add(new ActiveChannels(inSize)));
    }

    /**
     * Tells a product which channels its parts read. Removed channels of x are zeroed.
     *
     * @param readers [reader] what a plan says
     * @param sparse whether it applies here
     * @param x [1, in]
     * @param gate [1, in] the MLP's gate before its activation, for the input of down_proj
     */
    void choose(
            List<SiteStep> readers,
            boolean sparse,
            FloatMatrix x,
            @Nullable FloatMatrix gate,
            ChannelProduct product) {
        for (int reader = 0; reader < readers.size(); reader++) {
            RemovedChannels removed = readers.get(reader).removed();
            if (removed != null) {
                RowKernels.clear(removed.channels(), x);
            }
        }
        for (int reader = 0; reader < readers.size(); reader++) {
            product.setActive(reader, choose(readers, reader, sparse, x, gate));
        }
    }

    private ActiveChannels choose(
            List<SiteStep> readers,
            int reader,
            boolean sparse,
            FloatMatrix x,
            @Nullable FloatMatrix gate) {
        SiteStep step = readers.get(reader);
        ActiveChannels own = chosen.get(reader);
        if (!sparse || step.rule() instanceof SparsityRule.Dense) {
            if (step.removed() == null) {
                return all;
            }
            own.above(x, null, 0);
            return own;
        }
        for (int before = 0; before < reader; before++) {
            if (step.choosesLike(readers.get(before))) {
                return chosen.get(before);
            }
        }
        choose(step, x, gate, own);
        return own;
    }

    private void choose(
            SiteStep step, FloatMatrix x, @Nullable FloatMatrix gate, ActiveChannels own) {
        switch (step.rule()) {
            case SparsityRule.Dense _ -> own.all();
            case SparsityRule.MagnitudeThreshold teal -> own.above(x, null, teal.threshold());
            case SparsityRule.WeightedThreshold wina ->
                    own.above(x, step.columnNorms(), wina.threshold());
            case SparsityRule.TopK topK when topK.ties() == Ties.LOWER ->
                    own.largest(x, topK.keptCount());
            case SparsityRule.TopK topK -> {
                sparsifier.keep(step.site(), topK, 0, new RuleInput(x, gate), kept);
                own.above(kept, null, 0); // a kept zero adds nothing
            }
            case SparsityRule.GateThreshold cats -> {
                if (gate == null) {
                    throw new IllegalArgumentException(
                            "a gate threshold stands at down_proj only, not at " + step.site());
                }
                own.open(config.activation(), gate, cats.threshold());
            }
        }
    }
}
