package io.sparsescope.engine.observation;

/**
 * The named intermediates of a forward pass, in the order in which they are born. Widths: D =
 * hidden size, M = intermediate size, H = heads, E = head width.
 */
public enum ProbePoint {
    /** Residual stream before the layer, [position, D]. */
    RESID_PRE,
    /** Normalised attention input, [position, D]. */
    ATTN_NORM,
    /** Attention weights after softmax, [position, head * keyPosition]. */
    ATTN_PATTERN,
    /** Concatenated head outputs before the output projection, [position, H * E]. */
    ATTN_Z,
    /** What attention adds to the residual stream, [position, D]. */
    ATTN_OUT,
    /** Residual stream after attention, [position, D]. */
    RESID_MID,
    /** Normalised MLP input, [position, D]. */
    MLP_NORM,
    /** Gate before its activation function, [position, M]. */
    MLP_PRE,
    /** Up projection, [position, M]. */
    MLP_PRE_LINEAR,
    /** act(gate) * up, [position, M]. */
    MLP_POST,
    /** What the MLP adds to the residual stream, [position, D]. */
    MLP_OUT,
    /** Residual stream after the layer, [position, D]. */
    RESID_POST,
    /** The last residual stream after the final norm, [position, D]; belongs to the last layer. */
    FINAL_NORM
}
