package io.sparsescope.engine.metric;

/**
 * The first positions of a prompt, where attention has its sinks: their states are so large that a
 * mean, a covariance or a principal axis would describe them and nothing else.
 */
public final class SinkPositions {
    /** How many positions are left out. */
    public static final int COUNT = 4;

    /** Prompts of fewer positions are counted whole: too little would be left of them. */
    public static final int LEAST_PROMPT = 8;

    private SinkPositions() {}

    /** The first position of a prompt that counts. */
    public static int firstCounted(int positionCount) {
        return positionCount < LEAST_PROMPT ? 0 : COUNT;
    }
}
