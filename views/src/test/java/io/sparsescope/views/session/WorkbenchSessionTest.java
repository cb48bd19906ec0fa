package io.sparsescope.views.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.fake.HandSteppedSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkbenchSessionTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();

    private static SparsitySetting level(double target) {
        return SparsitySetting.DENSE.withTargetSparsity(target);
    }

    @Test
    void openingAModelRunsTheFirstPromptAndWritesItsTexts() {
        assertEquals(PanelState.SHOWING, session.results().pictureStateProperty().get());
        assertEquals(PanelState.SHOWING, session.results().snapshotStateProperty().get());
        assertEquals(1, hand.engine().generations().size());
        assertEquals(Path.of("models/tiny"), session.recentModels().paths().getFirst());
    }

    @Test
    void aHundredSliderEventsWhileARunIsUnderWayGiveExactlyTwoRuns() {
        int before = hand.engine().runs().size();
        hand.engine()
                .duringNextRun(() -> {
                    for (int event = 2; event <= 100; event++) {
                        session.adjust(level(event / 200.0));
                    }
                });
        session.adjust(level(1 / 200.0));
        hand.engine().runAll();
        assertEquals(before + 2, hand.engine().runs().size());
        assertEquals(level(0.5), session.results().pictureProperty().get().request().setting());
        assertEquals(PanelState.SHOWING, session.results().pictureStateProperty().get());
    }

    @Test
    void anImportedTableIsOneUndoStepAndABrokenOneChangesNothing() {
        session.importAllocation(Path.of("levels.csv"));
        hand.engine().runAll();
        var allocation = session.experimentProperty().get().setting().allocation();
        assertEquals("levels.csv", allocation.cliName());
        session.importAllocation(Path.of("broken.csv"));
        hand.engine().runAll();
        assertEquals(allocation, session.experimentProperty().get().setting().allocation());
        assertTrue(session.errors().entries().getFirst().message().contains("line 3"));
        session.undo();
        assertEquals(Allocation.UNIFORM, session.experimentProperty().get().setting().allocation());
    }

    @Test
    void anAnswerToAnEarlierSettingIsShownAsStaleUntilTheNewOneComes() {
        session.adjust(level(0.3));
        assertEquals(PanelState.STALE, session.results().pictureStateProperty().get());
        hand.engine().runAll();
        assertEquals(PanelState.SHOWING, session.results().pictureStateProperty().get());
    }

    @Test
    void oneDragIsOneUndoStepAndUndoRunsTheEarlierSettingAgain() {
        for (int event = 1; event <= 20; event++) {
            session.adjust(level(event / 50.0));
        }
        session.settle();
        session.change(
                session.experimentProperty()
                        .get()
                        .withSetting(level(0.4).withMethod(SparsityMethod.TOP_K)));
        session.undo();
        assertEquals(level(0.4), session.experimentProperty().get().setting());
        session.undo();
        assertEquals(SparsitySetting.DENSE, session.experimentProperty().get().setting());
        assertFalse(session.history().canUndoProperty().get());
        hand.engine().runAll();
        assertEquals(SparsitySetting.DENSE, hand.engine().runs().getLast().setting());
        session.redo();
        session.redo();
        assertEquals(SparsityMethod.TOP_K, session.experimentProperty().get().setting().method());
        assertFalse(session.history().canRedoProperty().get());
    }

    @Test
    void textFollowsTheSettledSettingAndNotTheMovingHand() {
        session.adjust(level(0.2));
        hand.engine().runAll();
        assertEquals(1, hand.engine().generations().size());
        session.settle();
        hand.engine().runAll();
        assertEquals(2, hand.engine().generations().size());
        assertEquals(level(0.2), hand.engine().generations().getLast().intervention().sparsity());
    }

    @Test
    void anotherSiteIsLookedAtWithoutWritingTheTextsAgain() {
        var site = new ProjectionSite(3, Projection.GATE_PROJ);
        session.select(session.selectionProperty().get().withSite(site));
        hand.engine().runAll();
        assertEquals(site, session.results().pictureProperty().get().focus().site());
        assertEquals(Fidelity.FULL, hand.engine().runs().getLast().fidelity());
        assertEquals(1, hand.engine().generations().size());
    }

    @Test
    void failuresAreCountedUntilSomeoneLooks() {
        session.open(Path.of("models/broken"));
        hand.engine().runAll();
        assertEquals(1, session.errors().unseenProperty().get());
        assertEquals("tiny", session.modelProperty().get().name());
        session.errors().markSeen();
        assertEquals(0, session.errors().unseenProperty().get());
        assertEquals(1, session.errors().entries().size());
    }

    @Test
    void aRefusedPromptFailsThePanelsUntilTheNextQuestion() {
        session.change(session.experimentProperty().get().withPrompt("! no"));
        hand.engine().runAll();
        assertEquals(PanelState.FAILED, session.results().pictureStateProperty().get());
        session.change(session.experimentProperty().get().withPrompt("yes"));
        hand.engine().runAll();
        assertEquals(PanelState.SHOWING, session.results().pictureStateProperty().get());
    }

    @Test
    void theRefusalOfAQuestionThatIsNotAskedAnyMoreIsNotReported() {
        session.change(session.experimentProperty().get().withPrompt("! no"));
        hand.engine()
                .duringNextRun(
                        () -> session.change(session.experimentProperty().get().withPrompt("yes")));
        hand.engine().runAll();
        assertEquals(PanelState.SHOWING, session.results().pictureStateProperty().get());
        assertEquals(0, session.errors().entries().size());
    }

    @Test
    void aRefusalThatWasAboutAnotherPlaceIsNotReported() {
        session.change(session.experimentProperty().get().withPrompt("! no"));
        var site = new ProjectionSite(3, Projection.GATE_PROJ);
        hand.engine()
                .duringNextRun(
                        () -> session.select(session.selectionProperty().get().withSite(site)));
        hand.engine().runAll();
        assertEquals(1, session.errors().entries().size());
    }

    @Test
    void anEmptyPromptAsksForNothing() {
        int before = hand.engine().runs().size();
        session.change(session.experimentProperty().get().withPrompt("  "));
        hand.engine().runAll();
        assertEquals(before, hand.engine().runs().size());
        assertEquals(PanelState.READY, session.results().pictureStateProperty().get());
    }

    @Test
    void aNewModelReleasesTheSelectionAndForgetsTheOtherModelsAnswers() {
        session.select(session.selectionProperty().get().withCell(2, 7));
        session.open(Path.of("models/other"));
        hand.engine().runAll();
        assertNull(session.selectionProperty().get().channel());
        assertEquals("other", session.modelProperty().get().name());
        assertEquals(2, session.recentModels().paths().size());
    }

    @Test
    void everySliderEventIsTimedToTheFirstPictureThatAnswersItOrALaterOne() {
        session.adjust(level(0.1));
        session.adjust(level(0.2));
        LatencyMeter masks = session.latencies().of(Latencies.Picture.MASKS);
        masks.drawn(level(0.05));
        assertEquals(0, masks.sampleCount());
        masks.drawn(level(0.2));
        assertEquals(2, masks.sampleCount());
        assertTrue(masks.lastMillisProperty().get() >= 0);
        assertTrue(masks.quantileMillis(1) >= masks.quantileMillis(0.5));
    }

    @Test
    void nothingIsAskedBeforeAModelIsOpen() {
        var closed = HandSteppedSession.closed();
        closed.session().adjust(level(0.5));
        closed.engine().runAll();
        assertEquals(0, closed.engine().runs().size());
        assertEquals(PanelState.EMPTY, closed.session().results().pictureStateProperty().get());
    }
}
