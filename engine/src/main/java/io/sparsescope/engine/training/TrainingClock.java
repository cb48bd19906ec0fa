package io.sparsescope.engine.training;

/** Measures the time of learning, which judgements and other work interrupt. */
final class TrainingClock {
    private long started;
    private long stepNanos;
    private long allNanos;
    private long positions;
    private int steps;
    private double lastTokensPerSecond;

    void start() {
        started = System.nanoTime();
    }

    void stop() {
        stepNanos += System.nanoTime() - started;
    }

    /** Ends a step over so many positions. */
    void finishStep(long stepPositions) {
        lastTokensPerSecond = stepPositions / (stepNanos / 1e9);
        allNanos += stepNanos;
        positions += stepPositions;
        steps++;
        stepNanos = 0;
    }

    double lastTokensPerSecond() {
        return lastTokensPerSecond;
    }

    TrainingSpeed speed(long teacherWindows) {
        return new TrainingSpeed(steps, positions, allNanos / 1e9, teacherWindows);
    }
}
