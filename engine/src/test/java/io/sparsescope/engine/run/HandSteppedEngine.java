package io.sparsescope.engine.run;

import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.List;

/** An engine over the bundled model that moves only when the test says so. */
final class HandSteppedEngine {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");

    private final EngineLane lane = EngineLane.manual();
    private final Heard heard = new Heard();
    private final Engine engine;

    /** An engine that keeps calibrations in {@code cache}. */
    HandSteppedEngine(Path cache) {
        var options =
                new EngineOptions(
                        cache,
                        _ -> List.of(TextSource.read(BUNDLED.resolve("calibration.txt"))),
                        "test");
        engine = new Engine(heard, lane, options);
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
        return heard.outcomes.getLast();
    }

    List<Pruning> prunings() {
        return heard.prunings;
    }

    int jobsEnded() {
        return heard.endedJobs;
    }
}
