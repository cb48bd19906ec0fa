package io.sparsescope.engine.training;

/**
 * How fast a training was, judgements not counted.
 *
 * @param steps of the optimiser
 * @param positions learnt from, a position that came back counted again
 * @param seconds of learning
 * @param teacherWindows windows that the dense model ran on; it remembers those that come back
 */
public record TrainingSpeed(int steps, long positions, double seconds, long teacherWindows) {
    /** Positions learnt from in a second. */
    public double tokensPerSecond() {
        return seconds == 0 ? 0 : positions / seconds;
    }
}
