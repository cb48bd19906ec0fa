package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the method that a request compares with would keep, where it masks and where it does not.
 */
class ComparedMethodTest {
    private static final ProjectionSite DOWN = new ProjectionSite(1, Projection.DOWN_PROJ);
    private static final ProjectionSite QUERY = new ProjectionSite(1, Projection.Q_PROJ);

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

    private RunOutcome.RunSnapshot run(
            SparsityMethod method,
            double level,
            ProjectionSite focus,
            @Nullable SparsityMethod compared) {
        SparsitySetting setting = new SparsitySetting(method, level, new PositionRule.All());
        return stepped.answer(
                new RunRequest(
                        "w5 w9 w300 w41 w7",
                        new Intervention(setting),
                        new Look(focus, compared, Look.Depth.PREDICTIONS),
                        Fidelity.FULL));
    }

    /** Entries of the focused input that the compared method drops. */
    private int dropped(
            SparsityMethod method, double level, ProjectionSite focus, SparsityMethod compared) {
        RunOutcome.RunSnapshot snapshot = run(method, level, focus, compared);
        boolean[] kept = Objects.requireNonNull(snapshot.site().otherKept());
        assertEquals(snapshot.focus().kept().length, kept.length);
        int dropped = 0;
        for (boolean keeps : kept) {
            dropped += keeps ? 0 : 1;
        }
        return dropped;
    }

    @ParameterizedTest
    @EnumSource(SparsityMethod.class)
    void atLevelZeroNoMethodDropsAnything(SparsityMethod compared) {
        assertEquals(0, dropped(SparsityMethod.TEAL, 0, DOWN, compared));
        assertEquals(0, dropped(SparsityMethod.TEAL, 0, QUERY, compared));
    }

    @Test
    void catsMasksDownProjAndNothingElse() {
        assertEquals(0, dropped(SparsityMethod.TEAL, 0.5, QUERY, SparsityMethod.CATS));
        int cells = 5 * 176;
        assertEquals(
                cells / 2.0,
                dropped(SparsityMethod.TEAL, 0.5, DOWN, SparsityMethod.CATS),
                cells * 0.2);
    }

    /** CATS has no level at q_proj, and a method is compared at the same level. */
    @Test
    void besideCatsNoMethodDropsAnythingAtAnotherProjection() {
        for (SparsityMethod compared : SparsityMethod.values()) {
            assertEquals(0, dropped(SparsityMethod.CATS, 0.5, QUERY, compared));
        }
        assertEquals(5 * 88, dropped(SparsityMethod.CATS, 0.5, DOWN, SparsityMethod.TOP_K));
    }

    @ParameterizedTest
    @EnumSource(SparsityMethod.class)
    void theSameMethodKeepsTheSame(SparsityMethod method) {
        RunOutcome.RunSnapshot snapshot = run(method, 0.5, DOWN, method);
        assertArrayEquals(snapshot.focus().kept(), snapshot.site().otherKept());
    }

    @Test
    void withoutAComparedMethodThereIsNoOtherMask() {
        assertEquals(null, run(SparsityMethod.TEAL, 0.5, DOWN, null).site().otherKept());
    }
}
