package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJobsTest {
    private static final int OPENINGS = 100_000;

    /** The threads meet again and again, so that they go on side by side. */
    private static final int BETWEEN_MEETINGS = 50;

    @TempDir private Path directory;

    @Test
    void ofJobsBegunByTwoThreadsAtOnceTheLastAloneIsNotCancelled() throws InterruptedException {
        var heard = new Heard();
        EngineLane lane = EngineLane.manual();
        var options = new EngineOptions(directory, _ -> List.of(), List::of, "test");
        try (var engine = new Engine(heard, lane, options)) {
            var meeting = new CyclicBarrier(2);
            Thread other = Thread.ofPlatform().start(() -> openOften(engine, meeting));
            openOften(engine, meeting);
            other.join();
            while (lane.step()) {
                // every job takes its turn; those that were cancelled end at once
            }
            assertEquals(1, heard.failures.size(), "openings that were not cancelled");
        }
    }

    private void openOften(Engine engine, CyclicBarrier meeting) {
        for (int opening = 0; opening < OPENINGS; opening++) {
            if (opening % BETWEEN_MEETINGS == 0) {
                meet(meeting);
            }
            engine.open(directory.resolve("nowhere"));
        }
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await();
        } catch (InterruptedException | BrokenBarrierException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
