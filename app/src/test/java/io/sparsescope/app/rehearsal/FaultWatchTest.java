package io.sparsescope.app.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultWatchTest {
    @Test
    void whatIsLoggedIsNoticedOnceAlthoughItIsPrintedToo() {
        try (var watch = new FaultWatch()) {
            watch.at(7, "click");
            LoggerFactory.getLogger("test").warn("refused", new IllegalStateException("no"));
            assertEquals(List.of("java.lang.IllegalStateException: no"), words(watch));
            assertEquals(7, watch.faults().getFirst().event());
        }
    }

    @Test
    void aThreadThatDiesIsNoticed() throws InterruptedException {
        try (var watch = new FaultWatch()) {
            Thread thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                throw new IllegalStateException("dead");
                            });
            thread.join();
            assertEquals(List.of("java.lang.IllegalStateException: dead"), words(watch));
        }
    }

    @Test
    void aSentenceInTheLogIsNoFault() {
        try (var watch = new FaultWatch()) {
            LoggerFactory.getLogger("test").warn("the file is too short");
            assertEquals(List.of(), words(watch));
        }
    }

    private static List<String> words(FaultWatch watch) {
        return watch.faults().stream().map(Fault::words).toList();
    }
}
