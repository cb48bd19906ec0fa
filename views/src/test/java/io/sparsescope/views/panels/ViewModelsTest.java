package io.sparsescope.views.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.generation.GenerationViewModel;
import io.sparsescope.views.masks.MaskMode;
import io.sparsescope.views.masks.MasksViewModel;
import io.sparsescope.views.model.ModelViewModel;
import io.sparsescope.views.modelmap.ModelMapViewModel;
import io.sparsescope.views.nexttoken.NextTokenViewModel;
import io.sparsescope.views.prompt.PromptViewModel;
import io.sparsescope.views.session.GenerationOptions;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sparsity.PositionChoice;
import io.sparsescope.views.sparsity.SparsityViewModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ViewModelsTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();

    @Test
    void askedRealisedAndEffectiveSparsityAreToldTogetherAndHighLevelsWarn() {
        var sparsity = new SparsityViewModel(session);
        sparsity.adjust(0.7);
        assertEquals("70.0\u00a0%", sparsity.asked().get());
        assertTrue(sparsity.warned().get());
        hand.engine().runAll();
        assertEquals("69.1\u00a0%", sparsity.realised().get());
        assertEquals("67.3\u00a0%", sparsity.effective().get());
        sparsity.adjust(0.6);
        assertFalse(sparsity.warned().get());
    }

    @Test
    void methodAndPositionsAreUndoStepsOfTheirOwn() {
        var sparsity = new SparsityViewModel(session);
        sparsity.chooseMethod(SparsityMethod.WINA);
        sparsity.choosePositions(PositionChoice.SKIP_FIRST.rule(3));
        assertEquals(new PositionRule.SkipFirst(3), sparsity.setting().get().positions());
        session.undo();
        assertEquals(PositionChoice.ALL, PositionChoice.of(sparsity.setting().get().positions()));
        session.undo();
        assertEquals(SparsityMethod.TEAL, sparsity.setting().get().method());
    }

    @Test
    void aDraftIsRunOnceAndUndoBringsTheOldTextBack() {
        var prompt = new PromptViewModel(session);
        int before = hand.engine().runs().size();
        prompt.draftProperty().set("A dog");
        prompt.commit();
        prompt.commit();
        hand.engine().runAll();
        assertEquals(before + 1, hand.engine().runs().size());
        assertEquals("2 of 512 tokens", prompt.tokenCount().get());
        session.undo();
        assertEquals(HandSteppedSession.PROMPT, prompt.draftProperty().get());
    }

    @Test
    void aSliderEventDoesNotThrowAwayWhatIsBeingTyped() {
        var prompt = new PromptViewModel(session);
        prompt.draftProperty().set("half a thou");
        new SparsityViewModel(session).adjust(0.2);
        assertEquals("half a thou", prompt.draftProperty().get());
    }

    @Test
    void aPositionChosenInThePromptIsTheOneWhosePredictionsAreShown() {
        var prompt = new PromptViewModel(session);
        var next = new NextTokenViewModel(session);
        assertEquals("after position 9 ' had'", next.subtitle().get());
        prompt.select(3);
        assertEquals("after position 3 ' time'", next.subtitle().get());
        assertEquals(3, prompt.selectedPosition().get());
        prompt.select(-1);
        assertEquals("after position 9 ' had'", next.subtitle().get());
    }

    @Test
    void aCandidateContinuesTheTextBehindTheSelectedPosition() {
        var next = new NextTokenViewModel(session);
        session.select(session.selectionProperty().get().withPosition(1));
        next.continueWith(next.candidates().getFirst());
        assertEquals("Once upon girl", session.experimentProperty().get().prompt());
    }

    @Test
    void aCellIsExplainedInWords() {
        var masks = new MasksViewModel(session);
        assertTrue(masks.describe(0, 5).endsWith("kept: this position is dense"));
        new SparsityViewModel(session).adjust(0.9);
        hand.engine().runAll();
        String words = masks.describe(7, 5);
        assertTrue(
                words.matches(
                        "position 7 ' king', channel 5: x = .+, score .+ (> threshold .+: kept"
                                + "|\u2264 threshold .+: dropped)"),
                words);
        assertEquals("", masks.describe(99, 5));
        assertTrue(masks.threshold().isPresent());
    }

    @Test
    void onlyTealHasOneThresholdOnMagnitudes() {
        var masks = new MasksViewModel(session);
        new SparsityViewModel(session).chooseMethod(SparsityMethod.TOP_K);
        hand.engine().runAll();
        assertTrue(masks.threshold().isEmpty());
    }

    @Test
    void movingTheThresholdIsOneLevelOfOneProjectionAndOneUndoStep() {
        var masks = new MasksViewModel(session);
        new SparsityViewModel(session).adjust(0.5);
        session.settle();
        hand.engine().runAll();
        var site = session.selectionProperty().get().site();
        masks.moveThreshold(0.2);
        masks.moveThreshold(0.4);
        hand.engine().runAll();
        assertEquals(0.4, masks.threshold().getAsDouble(), 0.01);
        masks.settleThreshold();
        double level = session.experimentProperty().get().setting().override(site).orElseThrow();
        assertEquals(level, session.results().pictureProperty().get().site().level());
        masks.moveThreshold(1e9);
        assertEquals(
                0.99,
                session.experimentProperty().get().setting().overrides().get(LevelScope.of(site)));
        session.undo();
        assertTrue(session.experimentProperty().get().setting().overrides().isEmpty());
        session.redo();
        masks.removeThreshold();
        assertTrue(session.experimentProperty().get().setting().overrides().isEmpty());
    }

    @Test
    void anotherMethodsMaskIsAskedForOnlyWhileMasksAreCompared() {
        var masks = new MasksViewModel(session);
        new SparsityViewModel(session).adjust(0.5);
        session.settle();
        hand.engine().runAll();
        assertFalse(masks.subtitle().contains("disagree"));
        masks.modeProperty().set(MaskMode.DISAGREEMENT);
        hand.engine().runAll();
        assertEquals(SparsityMethod.WINA, hand.engine().runs().getLast().look().comparedMethod());
        assertTrue(masks.subtitle().endsWith("11.1\u00a0% disagree"), masks.subtitle());
        masks.otherMethodProperty().set(SparsityMethod.TOP_K);
        hand.engine().runAll();
        assertEquals(SparsityMethod.TOP_K, hand.engine().runs().getLast().look().comparedMethod());
        masks.modeProperty().set(MaskMode.VALUE);
        hand.engine().runAll();
        assertFalse(masks.subtitle().contains("disagree"));
    }

    @Test
    void theMapTellsTheChosenMeasureOfTheChosenSite() {
        var map = new ModelMapViewModel(session);
        new SparsityViewModel(session).adjust(0.5);
        hand.engine().runAll();
        map.select(new ProjectionSite(2, Projection.O_PROJ));
        assertTrue(map.selectedWords().get().matches("layer 2 o_proj: [\\d.]+\u00a0%"));
        map.measureProperty().set(Measure.RELATIVE_ERROR);
        assertTrue(map.selectedWords().get().matches("layer 2 o_proj: [\\d.]+"));
    }

    @Test
    void textsTellWherePartAndAreWrittenAnewWithOtherOptions() {
        var texts = new GenerationViewModel(session);
        assertTrue(texts.subtitle().get().startsWith("identical for"), texts.subtitle().get());
        new SparsityViewModel(session).adjust(0.5);
        assertEquals(PanelState.STALE, texts.state().get());
        session.settle();
        hand.engine().runAll();
        assertTrue(texts.subtitle().get().startsWith("parts at token"), texts.subtitle().get());
        texts.choose(
                new GenerationOptions(
                        PromptForm.PLAIN, 8, new SamplerSetting(1, 0.8, 40, 0.9, 0, 7)));
        hand.engine().runAll();
        assertEquals(
                8, texts.updateProperty().get().generation().streams().getFirst().tokens().size());
        assertEquals(7, hand.engine().generations().getLast().task().sampler().seed());
    }

    @Test
    void threeTextsTellInFewWordsWhereEachOfTheOthersParts() {
        var texts = new GenerationViewModel(session);
        session.vectors().read(Path.of("spontaneous-tiny-50.safetensors"));
        hand.engine().runAll();
        var loaded =
                new SpontaneousUse.Source.Loaded(
                        new SpontaneousSets(session.vectors().sets()), false);
        var now = session.experimentProperty().get();
        session.change(
                now.withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5))
                        .withSpontaneous(SpontaneousUse.NONE.with(loaded)));
        hand.engine().runAll();
        String words = texts.subtitle().get();
        assertTrue(
                words.matches("Sparse parts at \\d+, \\+ SPON parts at \\d+ \\(50\\.0\u00a0%\\)"),
                words);
        assertTrue(words.length() < 50, "it takes more than two lines: " + words);
    }

    @Test
    void theModelIsToldInFacts() {
        var model = new ModelViewModel(session);
        assertEquals(new ModelViewModel.Fact("Parameters", "15.2\u00a0M"), model.facts().get(1));
        assertTrue(new ModelViewModel(HandSteppedSession.closed().session()).facts().isEmpty());
    }
}
