package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The focused projection's input: how cells are coloured and ordered, and which is pinned. */
public final class MasksViewModel {
    private static final double LARGEST_LEVEL = 0.99;

    private final WorkbenchSession session;
    private final ObjectProperty<MaskMode> mode = new SimpleObjectProperty<>(MaskMode.MASK);
    private final ObjectProperty<ChannelOrder> order =
            new SimpleObjectProperty<>(ChannelOrder.INDEX);
    private final ObjectProperty<SparsityMethod> otherMethod =
            new SimpleObjectProperty<>(SparsityMethod.WINA);

    /** Shows the session's newest answer. */
    public MasksViewModel(WorkbenchSession session) {
        this.session = session;
        mode.addListener((_, _, _) -> compare());
        otherMethod.addListener((_, _, _) -> compare());
    }

    private void compare() {
        session.compare(mode.get() == MaskMode.DISAGREEMENT ? otherMethod.get() : null);
    }

    /** What the picture shows, in one line; empty before the first answer. */
    public String subtitle() {
        return picture().map(MasksViewModel::describe).orElse("");
    }

    private static String describe(MaskPicture picture) {
        ActivationSlice slice = picture.focus();
        return slice.site()
                + ", "
                + Figures.percent(slice.droppedShare())
                + " zeros"
                + disagreement(picture)
                + (picture.source() == MaskPicture.Source.PREVIEW ? ", preview" : "");
    }

    private static String disagreement(MaskPicture picture) {
        OptionalDouble share = Disagreement.share(picture);
        return share.isEmpty() ? "" : ", " + Figures.percent(share.getAsDouble()) + " disagree";
    }

    /** A cell in words; empty where there is none. */
    public String describe(int position, int channel) {
        return picture()
                .filter(picture -> position < picture.focus().positionCount())
                .filter(picture -> channel < picture.focus().channelCount())
                .map(picture -> CellWords.of(picture.focus(), picture.tokens(), position, channel))
                .orElse("");
    }

    /** The pinned cell in words; what to do where none is pinned. */
    public String pinnedWords() {
        Selection selection = session.selectionProperty().get();
        if (selection.position() == null || selection.channel() == null) {
            return "Hover a cell to read it, click to pin it, Esc to release it.";
        }
        return describe(selection.position(), selection.channel());
    }

    /**
     * The threshold on the scores, where one number holds for all sparse positions; top-k bounds
     * each position apart, so it has none.
     */
    public OptionalDouble threshold() {
        return picture()
                .filter(picture ->
                        picture.request().setting().method() != SparsityMethod.TOP_K
                                && picture.focus().positionCount() > 0)
                .map(picture -> largest(picture.focus().threshold()))
                .filter(threshold -> threshold >= 0)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /**
     * Whether moving the threshold means something: top-k has none, and CATS has one at down_proj
     * only.
     */
    boolean movable() {
        return picture()
                .filter(picture -> picture.site().levels().quantiles().length > 1)
                .map(picture -> picture.request())
                .filter(asked -> asked.focus().equals(session.selectionProperty().get().site()))
                .filter(asked ->
                        switch (asked.setting().method()) {
                            case TOP_K -> false;
                            case CATS -> asked.focus().projection() == Projection.DOWN_PROJ;
                            case TEAL, WINA -> true;
                        })
                .isPresent();
    }

    /** The hand moves the focused projection's own threshold. */
    public void moveThreshold(double threshold) {
        picture()
                .filter(_ -> movable())
                .ifPresent(picture -> {
                    double level = picture.site().levels().levelAt(threshold);
                    LevelScope scope = LevelScope.of(picture.focus().site());
                    session.adjust(setting().withOverride(scope, Math.min(level, LARGEST_LEVEL)));
                });
    }

    /** The hand has let go of the threshold: its way was one undo step. */
    public void settleThreshold() {
        session.settle();
    }

    /** Gives the focused projection the level of all others again. */
    public void removeThreshold() {
        LevelScope scope = LevelScope.of(session.selectionProperty().get().site());
        session.change(
                session.experimentProperty().get().withSetting(setting().withoutOverride(scope)));
    }

    private SparsitySetting setting() {
        return session.experimentProperty().get().setting();
    }

    private static double largest(float[] thresholds) {
        double largest = thresholds[0];
        for (float threshold : thresholds) {
            largest = Math.max(largest, threshold);
        }
        return largest;
    }

    /**
     * All cells of the present setting, for other programs.
     *
     * @throws io.sparsescope.views.session.NothingToExportException when it was not run yet
     */
    public ResultTables tables() {
        return MasksTables.cells(session.settledRun());
    }

    /**
     * The histogram of the present setting, for other programs.
     *
     * @throws io.sparsescope.views.session.NothingToExportException when it was not run yet
     */
    public ResultTables histogramTables() {
        return MasksTables.histogram(session.settledRun(), threshold());
    }

    /** Pins a cell for every view. */
    public void select(int position, int channel) {
        session.select(session.selectionProperty().get().withCell(position, channel));
    }

    /** Releases the pinned cell. */
    public void release() {
        session.select(session.selectionProperty().get().released());
    }

    /** A view of the picture has reached the screen. */
    void drawn(Latencies.Picture kind, MaskPicture picture) {
        session.latencies().drawn(kind, picture.request().setting());
    }

    Optional<MaskPicture> picture() {
        return Optional.ofNullable(session.results().pictureProperty().get());
    }

    /** The newest masks; null before the first answer. */
    public ReadOnlyObjectProperty<MaskPicture> pictureProperty() {
        return session.results().pictureProperty();
    }

    /** What every view looks at. */
    public ReadOnlyObjectProperty<Selection> selectionProperty() {
        return session.selectionProperty();
    }

    /** What a cell stands for. */
    public ObjectProperty<MaskMode> modeProperty() {
        return mode;
    }

    /** The method that a disagreement is with. */
    public ObjectProperty<SparsityMethod> otherMethodProperty() {
        return otherMethod;
    }

    /** The order of channels. */
    public ObjectProperty<ChannelOrder> orderProperty() {
        return order;
    }

    /** What there is to show. */
    public ReadOnlyObjectProperty<PanelState> stateProperty() {
        return session.results().pictureStateProperty();
    }
}
