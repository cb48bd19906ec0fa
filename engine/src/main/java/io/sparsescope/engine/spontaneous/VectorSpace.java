package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;

/** On which side of a projection's weights W [out, in] a vector stands. */
public enum VectorSpace {
    /** Vectors a [in], which reach the output as W a: the paper's own (arXiv:2512.12744). */
    INPUT("alpha"),
    /** Vectors b [out], added to the output as they are. */
    OUTPUT("bias");

    private final String cliName;

    VectorSpace(String cliName) {
        this.cliName = cliName;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /**
     * What stands in front of a projection's name in a file: {@code
     * alpha.model.layers.0.mlp.down_proj}.
     */
    String tensorPrefix() {
        return cliName + ".";
    }

    /** Channels of a vector at a projection. */
    public int width(ModelConfig config, Projection projection) {
        return switch (this) {
            case INPUT -> config.inSize(projection);
            case OUTPUT -> config.outSize(projection);
        };
    }
}
