package io.sparsescope.views.representation;

import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.ShiftPicture;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The shift of the present run, and which part of it is looked at. */
public final class RepresentationViewModel {
    private final WorkbenchSession session;
    private final ObjectProperty<ShiftMeasure> measure =
            new SimpleObjectProperty<>(ShiftMeasure.MEDIAN_RELATIVE_L2);
    private final ObjectBinding<PanelState> state;
    private final CategoriesViewModel categories;

    /** Shows the session's newest shift. */
    public RepresentationViewModel(WorkbenchSession session) {
        this.session = session;
        categories = new CategoriesViewModel(session);
        var shift = session.results().shiftProperty();
        var run = session.results().snapshotStateProperty();
        state = Bindings.createObjectBinding(() -> state(run.get(), shift.get()), run, shift);
    }

    /** There may be a run that was not measured yet. */
    private static PanelState state(PanelState run, @Nullable ShiftPicture shift) {
        return run.hasContent() && shift == null ? PanelState.RUNNING : run;
    }

    /** Measures from now on, or no longer: it takes time that a slider in front of nobody needs. */
    void watch(Look.Depth depth) {
        session.look(depth);
    }

    /** The curves by layer have reached the screen. */
    void drawn(ShiftPicture shown) {
        session.latencies().drawn(Latencies.Picture.SHIFT, shown.request().setting());
    }

    /** Makes every view look at a position. */
    void selectPosition(@Nullable Integer position) {
        session.select(session.selectionProperty().get().withPosition(position));
    }

    /** The tokens of the prompt that was measured. */
    List<String> tokens() {
        ShiftPicture shown = session.results().shiftProperty().get();
        return shown == null
                ? List.of()
                : shown.tokens().tokens().stream()
                        .map(token -> token.text().replace("\n", "\u23ce"))
                        .toList();
    }

    /**
     * What a page shows of the present setting, for other programs.
     *
     * @throws NothingToExportException when it was not measured yet
     */
    public ResultTables tables(ShiftPage page) {
        if (page == ShiftPage.CATEGORIES) {
            return categories.tables();
        }
        session.settledRun();
        ShiftPicture shown = shiftProperty().get();
        ShiftDetails details = shown == null ? null : shown.details();
        ShiftDetails.Lens lens = details == null ? null : details.lens();
        if (shown == null
                || details == null
                || lens == null
                || !session.isSettled(shown.detailed())) {
            throw new NothingToExportException(
                    "the shift of the present setting was not measured yet; open the view Representation"
                            + " shift, wait for it, then export again");
        }
        return switch (page) {
            case LAYERS -> new ShiftTables(shown, details).byLayer();
            case VALUES -> new ShiftTables(shown, details).values();
            case AXES -> new ShiftTables(shown, details).axes();
            case LENS -> LensTables.lens(lens, shown.tokens());
            case ANCHORS -> LensTables.anchors(details.anchors(), shown.tokens());
            case CATEGORIES -> throw new IllegalStateException("they were told apart above");
        };
    }

    /** Prompts grouped by tag. */
    CategoriesViewModel categories() {
        return categories;
    }

    ObjectProperty<ShiftMeasure> measureProperty() {
        return measure;
    }

    ReadOnlyObjectProperty<@Nullable ShiftPicture> shiftProperty() {
        return session.results().shiftProperty();
    }

    ReadOnlyObjectProperty<Selection> selectionProperty() {
        return session.selectionProperty();
    }

    ObjectBinding<PanelState> stateProperty() {
        return state;
    }
}
