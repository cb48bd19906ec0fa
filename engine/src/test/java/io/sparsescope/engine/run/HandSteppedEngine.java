package io.sparsescope.engine.run;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An engine that moves only when the test says so, and what it has told. */
final class HandSteppedEngine implements EngineListener {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");

    private final EngineLane lane = EngineLane.manual();
    private final Engine engine;
    private final List<RunOutcome> answers = new ArrayList<>();
    private final List<Pruning> prunings = new ArrayList<>();
    private final List<JobProgress> progress = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int jobsEnded;

    /** An engine that keeps calibrations in {@code cache}. */
    HandSteppedEngine(Path cache) {
        engine =
                new Engine(
                        this,
                        lane,
                        new EngineOptions(
                                cache,
                                _ -> List.of(TextSource.read(BUNDLED.resolve("calibration.txt"))),
                                "test"));
    }

    void openBundledModel() {
        engine.open(BUNDLED);
        runAll();
    }

    Engine engine() {
        return engine;
    }

    void step() {
        lane.step();
    }

    void runAll() {
        boolean more = true;
        while (more) {
            more = lane.step();
        }
    }

    RunOutcome lastAnswer() {
        return answers.getLast();
    }

    List<Pruning> prunings() {
        return prunings;
    }

    List<JobProgress> progress() {
        return progress;
    }

    List<String> failures() {
        return failures;
    }

    int jobsEnded() {
        return jobsEnded;
    }

    @Override
    public void modelOpened(ModelSummary model) {}

    @Override
    public void jobProgressed(JobProgress now) {
        progress.add(now);
    }

    @Override
    public void jobEnded() {
        jobsEnded++;
    }

    @Override
    public void answered(RunOutcome outcome) {
        answers.add(outcome);
    }

    @Override
    public void generated(GenerationUpdate update) {}

    @Override
    public void allocationRead(Allocation.Table table) {}

    @Override
    public void pruned(Pruning pruning) {
        prunings.add(pruning);
    }

    @Override
    public void failed(String message) {
        failures.add(message);
    }
}
