package io.sparsescope.engine.run;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.stability.Pruning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        var options = new EngineOptions(kept, _ -> WordModel.text(), "test");
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

    private static final class Heard implements EngineListener {
        private final List<RunOutcome> outcomes = new ArrayList<>();
        private final List<JobProgress> progress = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private int endedJobs;

        void clear() {
            outcomes.clear();
            progress.clear();
            failures.clear();
            endedJobs = 0;
        }

        @Override
        public void modelOpened(ModelSummary model) {}

        @Override
        public void jobProgressed(JobProgress done) {
            progress.add(done);
        }

        @Override
        public void jobEnded() {
            endedJobs++;
        }

        @Override
        public void answered(RunOutcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void generated(GenerationUpdate update) {}

        @Override
        public void allocationRead(Allocation.Table table) {}

        @Override
        public void pruned(Pruning pruning) {}

        @Override
        public void failed(String message) {
            failures.add(message);
        }
    }
}
