package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.table.DataArray;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.Values;
import io.sparsescope.views.fake.FakeVectors;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.masks.MaskMode;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What views show is handed on whole, and only when it is settled. */
final class ViewTablesTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final ViewModels models = new ViewModels(session);

    private ResultTables tables(ViewName view) {
        return models.tables(view, DataFormat.NPZ);
    }

    private void halfSparse() {
        var now = session.experimentProperty().get();
        session.change(now.withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5)));
        session.look(Look.Depth.REPRESENTATIONS);
        hand.engine().runAll();
    }

    private void withVectors() {
        var set = new SpontaneousSets.Named("a.safetensors", FakeVectors.of(0.5));
        var source = new SpontaneousUse.Source.Loaded(new SpontaneousSets(List.of(set)), false);
        session.change(
                session.experimentProperty()
                        .get()
                        .withSpontaneous(SpontaneousUse.NONE.with(source)));
        session.vectors().read(Path.of("a.safetensors"));
        session.compareCategories(Path.of("prompts.jsonl"));
        hand.engine().runAll();
        session.measureSpeed();
        hand.engine().runAll();
    }

    private static DataArray array(ResultTables result, String name) {
        return result.tables().stream()
                .flatMap(table -> table.arrays().stream())
                .filter(array -> array.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no array " + name));
    }

    @Test
    void masksAreThoseOfTheRunCellByCell() {
        halfSparse();
        var slice = session.results().snapshotProperty().get().focus();
        ResultTables result = tables(ViewName.MASKS);
        DataArray kept = array(result, "cells.kept");
        assertArrayEquals(new long[] {slice.positionCount(), slice.channelCount()}, kept.shape());
        assertArrayEquals(slice.kept(), ((Values.Flags) kept.values()).values());
        assertArrayEquals(
                slice.dense(), ((Values.Floats) array(result, "cells.x_dense").values()).values());
        DataTable cells = result.tables().getFirst();
        int cell = slice.index(2, 5);
        assertEquals(
                List.of("2", "5"),
                List.of(cells.row(cell).get(0), cells.row(cell).get(3)),
                cells.headings().toString());
        assertEquals(Float.toString(slice.dense()[cell]), cells.row(cell).get(4));
    }

    @Test
    void theOtherMethodsMaskComesAlongWhereTwoAreCompared() {
        halfSparse();
        models.masks.otherMethodProperty().set(SparsityMethod.WINA);
        models.masks.modeProperty().set(MaskMode.DISAGREEMENT);
        assertThrows(NothingToExportException.class, () -> tables(ViewName.MASKS));
        hand.engine().runAll();
        array(tables(ViewName.MASKS), "cells.other_kept");
        String command = tables(ViewName.MASKS).provenance().get("Command");
        assertEquals(
                "sparsescope view SESSION.sparsescope.json --view masks --out masks.npz", command);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"WINDOW", "SWEEP"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyViewHandsOnWhatItShowsWithVectorsToo(ViewName view) {
        halfSparse();
        withVectors();
        ResultTables result = tables(view);
        for (DataTable table : result.tables()) {
            int width = table.headings().size();
            for (int row = 0; row < table.rowCount(); row++) {
                assertEquals(width, table.row(row).size(), table.name());
            }
            assertTrue(table.rowCount() > 0, table.name());
        }
        if (view.showsShift()) {
            long runs =
                    result.tables().getFirst().arrays().stream()
                            .filter(array ->
                                    array.values() instanceof Values.Texts texts
                                            && Arrays.asList(texts.values())
                                                    .contains("spontaneous"))
                            .count();
            assertEquals(view == ViewName.ALWAYS_KEPT ? 0 : 1, runs);
        }
        assertTrue(
                result.provenance().getOrDefault("Vector hashes", "").startsWith("a.safetensors "));
    }

    @Test
    void theCommandSpellsTheSettings() {
        var now = session.experimentProperty().get();
        session.change(now.withSetting(now.setting().withTargetSparsity(0.5)).withPrompt("It's"));
        hand.engine().runAll();
        assertEquals(
                "sparsescope view tiny --view map --layer 0 --site down_proj --prompt 'It'\\''s'"
                        + " --method teal --sparsity 0.5 --positions all --allocation uniform"
                        + " --out map.npz",
                tables(ViewName.MAP).provenance().get("Command"));
    }

    @Test
    void whatIsNotSettledIsNotHandedOn() {
        session.adjust(SparsitySetting.DENSE.withTargetSparsity(0.3));
        for (ViewName view : List.of(ViewName.MAP, ViewName.MASKS, ViewName.NEXT_TOKEN)) {
            var refused = assertThrows(NothingToExportException.class, () -> tables(view));
            assertTrue(String.valueOf(refused.getMessage()).contains("wait for it"));
        }
        session.settle();
        hand.engine().runAll();
        tables(ViewName.MAP);
        assertThrows(NothingToExportException.class, () -> tables(ViewName.LOGIT_LENS));
        assertThrows(NothingToExportException.class, () -> tables(ViewName.SWEEP));
        assertThrows(NothingToExportException.class, () -> tables(ViewName.SPONTANEOUS));
        assertThrows(IllegalArgumentException.class, () -> tables(ViewName.WINDOW));
    }
}
