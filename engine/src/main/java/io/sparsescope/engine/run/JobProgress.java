package io.sparsescope.engine.run;

/**
 * How far a long job is.
 *
 * @param job what is being done, in words
 * @param done share done, in [0, 1]; negative when it cannot be known
 * @param secondsLeft estimated seconds to the end; negative when it cannot be known
 */
public record JobProgress(String job, double done, double secondsLeft) {}
