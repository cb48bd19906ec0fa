package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.views.panel.Figures;
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
    private final WorkbenchSession session;
    private final ObjectProperty<MaskMode> mode = new SimpleObjectProperty<>(MaskMode.MASK);
    private final ObjectProperty<ChannelOrder> order =
            new SimpleObjectProperty<>(ChannelOrder.INDEX);

    /** Shows the session's newest answer. */
    public MasksViewModel(WorkbenchSession session) {
        this.session = session;
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
                + (picture.source() == MaskPicture.Source.PREVIEW ? ", preview" : "");
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

    private static double largest(float[] thresholds) {
        double largest = thresholds[0];
        for (float threshold : thresholds) {
            largest = Math.max(largest, threshold);
        }
        return largest;
    }

    /** Pins a cell for every view. */
    public void select(int position, int channel) {
        session.select(session.selectionProperty().get().withCell(position, channel));
    }

    /** Releases the pinned cell. */
    public void release() {
        session.select(session.selectionProperty().get().released());
    }

    /** The picture in {@code setting} has reached the screen. */
    void drawn(MaskPicture picture) {
        session.latency().drawn(picture.request().setting());
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

    /** The order of channels. */
    public ObjectProperty<ChannelOrder> orderProperty() {
        return order;
    }

    /** What there is to show. */
    public ReadOnlyObjectProperty<PanelState> stateProperty() {
        return session.results().pictureStateProperty();
    }
}
