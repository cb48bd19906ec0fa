package io.sparsescope.views.shell;

import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.generation.GenerationViewModel;
import io.sparsescope.views.masks.MasksViewModel;
import io.sparsescope.views.modelmap.ModelMapViewModel;
import io.sparsescope.views.nexttoken.NextTokenViewModel;
import io.sparsescope.views.representation.RepresentationViewModel;
import io.sparsescope.views.representation.ShiftPage;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.speed.SpeedViewModel;
import io.sparsescope.views.spontaneous.SpontaneousViewModel;
import io.sparsescope.views.stability.StabilityViewModel;
import io.sparsescope.views.sweep.SweepViewModel;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the views that have data show of one session, with or without a window around them. It
 * belongs to the session's thread.
 */
public final class ViewModels {
    final ModelMapViewModel map;
    final MasksViewModel masks;
    final StabilityViewModel stability;
    final SpontaneousViewModel spontaneous;
    final RepresentationViewModel representation;
    final SweepViewModel sweep;
    final SpeedViewModel speed;
    final NextTokenViewModel nextToken;
    final GenerationViewModel generations;
    private final WorkbenchSession session;

    /** Takes up the settings of views that {@code session} keeps. */
    public ViewModels(WorkbenchSession session) {
        this.session = session;
        map = new ModelMapViewModel(session);
        masks = new MasksViewModel(session);
        stability = new StabilityViewModel(session);
        spontaneous = new SpontaneousViewModel(session);
        representation = new RepresentationViewModel(session);
        sweep = new SweepViewModel(session);
        speed = new SpeedViewModel(session);
        nextToken = new NextTokenViewModel(session);
        generations = new GenerationViewModel(session);
        KeptSettings.keep(session.viewSettings(), this);
    }

    /**
     * The data of a view, with its provenance.
     *
     * @param format of the file that it is for, which the command line in the provenance names
     * @throws io.sparsescope.views.session.NothingToExportException when there is nothing yet; the
     *     message says what to do
     * @throws IllegalArgumentException when the view has no data of its own
     */
    public ResultTables tables(ViewName view, DataFormat format) {
        requireData(view);
        return tables(view).after(DataProvenance.of(session, view, format));
    }

    private ResultTables tables(ViewName view) {
        return switch (view) {
            case MAP -> map.tables();
            case MASKS -> masks.tables();
            case HISTOGRAM -> masks.histogramTables();
            case STABILITY -> stability.tables();
            case SPONTANEOUS -> spontaneous.tables();
            case REPRESENTATION -> representation.tables(ShiftPage.LAYERS);
            case SHIFT_VALUES -> representation.tables(ShiftPage.VALUES);
            case PRINCIPAL_AXES -> representation.tables(ShiftPage.AXES);
            case LOGIT_LENS -> representation.tables(ShiftPage.LENS);
            case ALWAYS_KEPT -> representation.tables(ShiftPage.ANCHORS);
            case CATEGORIES -> representation.tables(ShiftPage.CATEGORIES);
            case SWEEP -> sweep.tables();
            case SPEED -> speed.tables();
            case NEXT_TOKEN -> nextToken.tables();
            case GENERATIONS -> generations.tables();
            case WINDOW -> throw new IllegalArgumentException("the window has no data");
        };
    }

    /**
     * Accepts a view that has data.
     *
     * @throws IllegalArgumentException when it has none; the message lists those that have
     */
    public static void requireData(ViewName view) {
        if (view == ViewName.WINDOW) {
            String others =
                    Arrays.stream(ViewName.values())
                            .filter(other -> other != ViewName.WINDOW)
                            .map(ViewName::cliName)
                            .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "the window has no data of its own; choose one of its views: " + others);
        }
    }
}
