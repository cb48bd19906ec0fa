package io.sparsescope.views.generation;

import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.views.chart.DivergenceBars;
import io.sparsescope.views.chart.StreamView;
import io.sparsescope.views.panel.Figures;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One text: what wrote it, how fast, where it leaves the dense text, and how far it is from it. */
final class StreamColumn extends VBox {
    private final StreamKind kind;
    private final StreamView text = new StreamView();
    private final DivergenceBars bars = new DivergenceBars();
    private final Label rate = new Label();
    private final Label parting = new Label();
    private final Tooltip partingWhole = new Tooltip();

    StreamColumn(StreamKind kind) {
        super(2);
        this.kind = kind;
        setId("stream-" + kind.cliName());
        setMinWidth(90);
        var title = new Label(PartingWords.name(kind));
        title.getStyleClass().add("stream-title");
        title.setMinWidth(USE_PREF_SIZE);
        rate.setMinWidth(USE_PREF_SIZE);
        rate.getStyleClass().add("stream-rate");
        parting.getStyleClass().add("stream-parting");
        parting.setTooltip(partingWhole);
        rate.setTooltip(new Tooltip("Tokens written in a second"));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(8, title, space, rate);
        head.getStyleClass().add("stream-head");
        VBox.setVgrow(text, Priority.ALWAYS);
        getChildren().addAll(head, text);
        if (kind != StreamKind.DENSE) { // it is what the others are measured by
            getChildren().addAll(parting, bars);
        }
    }

    /** Shows the column's stream of a generation, which must have one. */
    void show(Generation generation) {
        GeneratedStream stream = generation.stream(kind).orElseThrow();
        OptionalInt parts = generation.parting(stream);
        text.show(stream.tokens(), parts.orElse(Integer.MAX_VALUE));
        text.setAccessibleText(kind.label() + " text: " + stream.text());
        rate.setText(Figures.rate(stream.tokensPerSecond()).replace("tokens", "tok"));
        parting.setText(PartingWords.shortOfColumn(stream, parts));
        partingWhole.setText(PartingWords.ofColumn(stream, parts));
        double largest =
                generation.streams().stream()
                        .flatMap(each -> each.divergences().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0);
        bars.show(stream.divergences(), parts, largest);
    }
}
