package io.sparsescope.engine.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An engine whose lane a test moves by hand, with a small model open, and all that it told. */
final class SteppedEngine implements AutoCloseable {
    private final EngineLane lane = EngineLane.manual();
    private final Heard heard = new Heard();
    private final Path kept;
    private final Engine engine;

    /** Opens the model below {@code directory}. */
    SteppedEngine(Path directory) throws IOException {
        kept = directory.resolve("kept");
        var options = new EngineOptions(kept, _ -> WordModel.text(), WordModel::text, "test");
        engine = new Engine(heard, lane, options);
        engine.open(WordModel.write(directory.resolve("model")));
        toTheEnd();
        heard.clear();
    }

    Engine engine() {
        return engine;
    }

    /** Where calibrations and allocations are kept. */
    Path kept() {
        return kept;
    }

    /** Moves the lane until nothing is left to do. */
    void toTheEnd() {
        while (lane.step()) {
            // a step at a time
        }
    }

    /** Moves the lane by some steps, which there must be. */
    void steps(int count) {
        for (int step = 0; step < count; step++) {
            if (!lane.step()) {
                throw new AssertionError("the lane came to rest after " + step + " steps");
            }
        }
    }

    /** Moves the lane until the running job is beyond a share of its work. */
    void untilProgress(double share) {
        while (heard.progress.isEmpty() || heard.progress.getLast().done() < share) {
            if (!lane.step()) {
                throw new AssertionError("the lane came to rest at " + heard.progress);
            }
        }
    }

    /** Outcomes so far, in order. */
    List<RunOutcome> outcomes() {
        return heard.outcomes;
    }

    /** Progress of jobs so far, in order. */
    List<JobProgress> progress() {
        return heard.progress;
    }

    /** Messages of failed jobs so far. */
    List<String> failures() {
        return heard.failures;
    }

    /** Everything that was told. */
    Heard heard() {
        return heard;
    }

    int endedJobs() {
        return heard.endedJobs;
    }

    /** The whole answer to a request that must be answered at once. */
    RunOutcome.RunSnapshot answer(RunRequest request) {
        engine.submit(request);
        toTheEnd();
        return lastSnapshot();
    }

    /** The latest outcome, which must be a whole answer. */
    RunOutcome.RunSnapshot lastSnapshot() {
        if (outcomes().getLast() instanceof RunOutcome.RunSnapshot snapshot) {
            return snapshot;
        }
        throw new AssertionError("no answer but " + outcomes().getLast());
    }

    @Override
    public void close() {
        engine.close();
    }
}
