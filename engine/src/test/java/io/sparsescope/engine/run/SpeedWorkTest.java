package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the window learns of speed: bytes can be known beforehand, times only their order. */
class SpeedWorkTest {
    private static final List<Double> LEVELS = List.of(0.0, 0.25, 0.4, 0.5, 0.65, 0.8);

    @TempDir private Path directory;

    private SteppedEngine stepped;

    @BeforeEach
    void open() throws IOException {
        stepped = new SteppedEngine(directory);
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    private static SparsitySetting teal(double level) {
        return new SparsitySetting(SparsityMethod.TEAL, level, new PositionRule.All());
    }

    private List<DecodingSpeed> measure(SparsitySetting setting) {
        stepped.engine().measureSpeed(new Intervention(setting));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        return stepped.heard().speeds;
    }

    @Test
    void everyRoundIsToldAndTheLastIsTheWholeMeasurement() {
        List<DecodingSpeed> told = measure(teal(0.5));
        for (int round = 0; round < told.size(); round++) {
            assertEquals(round + 1, told.get(round).rounds());
            assertEquals(round == told.size() - 1, told.get(round).over());
        }
        DecodingSpeed speed = told.getLast();
        assertTrue(speed.rounds() > 1);
        assertEquals(LEVELS, speed.levels().stream().map(DecodeFigures::sparsity).toList());
        assertTrue(speed.bandwidth().min() > 0);
        assertEquals(1, speed.dense().speedUp().median());
        assertEquals(1, speed.dense().ceiling());
        for (DecodeFigures level : speed.levels()) {
            double rate = level.tokensPerSecond().median();
            assertTrue(level.tokensPerSecond().min() <= rate);
            assertTrue(rate <= level.tokensPerSecond().max());
            assertEquals(
                    speed.dense().bytesPerToken() / level.bytesPerToken(), level.ceiling(), 1e-12);
        }
    }

    @Test
    void everyLevelReadsLessThanTheOneBeforeAndDenseEveryWeight() {
        DecodingSpeed speed = measure(teal(0.5)).getLast();
        assertEquals(speed.weightBytes(), speed.dense().bytesPerToken());
        for (int level = 1; level < LEVELS.size(); level++) {
            assertTrue(
                    speed.levels().get(level).bytesPerToken()
                            < speed.levels().get(level - 1).bytesPerToken());
        }
    }

    @Test
    void thePresentSettingIsMeasuredAsItIs() {
        DecodingSpeed even = measure(teal(0.5)).getLast();
        assertNotNull(even.present());
        assertEquals(even.levels().get(3).bytesPerToken(), even.present().bytesPerToken());
    }

    @Test
    void nothingDroppedIsNothingBesideTheLevels() {
        assertNull(measure(teal(0)).getLast().present());
    }

    @Test
    void cancelledItTellsTheRoundsThatAreDone() {
        stepped.engine().measureSpeed(new Intervention(teal(0.5)));
        while (stepped.heard().speeds.size() < 2) {
            stepped.steps(1);
        }
        stepped.engine().cancelJob();
        stepped.toTheEnd();
        DecodingSpeed told = stepped.heard().speeds.getLast();
        assertTrue(told.over());
        assertEquals(2, told.rounds());
        assertEquals(1, stepped.endedJobs());
        assertEquals(List.of(), stepped.failures());
    }

    @Test
    void whatIsNotPreparedIsRefused() {
        stepped.engine()
                .measureSpeed(new Intervention(teal(0.5).withAllocation(new Allocation.Greedy())));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.heard().speeds);
        assertFalse(stepped.failures().isEmpty());
        assertTrue(
                stepped.failures().getFirst().contains("Measure once the prompt was run"),
                stepped.failures()::toString);
    }
}
