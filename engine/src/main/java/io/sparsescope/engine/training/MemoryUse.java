package io.sparsescope.engine.training;

/** How much of a batch is held at once; the rest follows, and gradients add up. */
final class MemoryUse {
    /**
     * Rows of activations held at once: enough for matrix products to run at full speed, few enough
     * that what a layer writes is still in the cache when the next sweep reads it.
     */
    private static final int ROWS = 1024;

    private MemoryUse() {}

    /** The most windows that divide a batch and keep to the rows; at least one. */
    static int windowsAtOnce(int batch, int window) {
        int most = Math.max(1, ROWS / window);
        int windows = Math.min(batch, most);
        while (batch % windows != 0) {
            windows--;
        }
        return windows;
    }
}
