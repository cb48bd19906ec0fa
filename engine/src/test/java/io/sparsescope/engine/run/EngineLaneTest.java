package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineLaneTest {
    @Test
    void aFaultOfOneTaskDoesNotEndTheLane() throws InterruptedException {
        List<String> done = new ArrayList<>();
        var last = new CountDownLatch(1);
        try (EngineLane lane = EngineLane.threaded("lane of a test")) {
            lane.live(() -> {
                throw new IllegalStateException("a live task");
            });
            lane.enqueue(() -> {
                throw new IllegalStateException("a job");
            });
            lane.enqueue(() -> {
                done.add("the next job");
                last.countDown();
                return false;
            });
            assertTrue(last.await(20, TimeUnit.SECONDS));
        }
        assertEquals(List.of("the next job"), done);
    }
}
