package io.sparsescope.views.model;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ObservableList;

/** The open model in words, and the ways to open another. */
public final class ModelViewModel {
    /**
     * One line of the summary.
     *
     * @param name what is told
     * @param value in words
     */
    public record Fact(String name, String value) {}

    private final WorkbenchSession session;

    /** Shows the session's model. */
    public ModelViewModel(WorkbenchSession session) {
        this.session = session;
    }

    /** The facts worth a line; empty before a model is open. */
    public List<Fact> facts() {
        ModelSummary model = session.modelProperty().get();
        if (model == null) {
            return List.of();
        }
        return List.of(
                new Fact("Architecture", model.architecture()),
                new Fact("Parameters", Figures.count(model.parameterCount())),
                new Fact("Layers", String.valueOf(model.layerCount())),
                new Fact("Widths", model.hiddenSize() + " / " + model.intermediateSize()),
                new Fact(
                        "Heads",
                        model.headCount() + " (" + model.keyValueHeadCount() + " key/value)"),
                new Fact("Vocabulary", Figures.count(model.vocabSize())),
                new Fact(
                        "Weights", Figures.count(model.weightBytes()) + "B " + model.weightType()));
    }

    /** Opens a model directory, or a file in one. */
    public void open(Path path) {
        session.open(path);
    }

    /** The open model; null before the first. */
    public ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return session.modelProperty();
    }

    /** Models that were opened, newest first. */
    public ObservableList<Path> recent() {
        return session.recentModels().paths();
    }
}
