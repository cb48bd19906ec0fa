package io.sparsescope.views.generation;

import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.ExplainedButton;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.StateDeck;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The continuations side by side, as texts or token by token, all from one seed. */
public final class GenerationPanel extends VBox {
    private final GenerationViewModel viewModel;
    private final Map<StreamKind, StreamColumn> columns = new EnumMap<>(StreamKind.class);
    private final SplitPane streams = new SplitPane();
    private final TokenTable tokens = new TokenTable();

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public GenerationPanel(GenerationViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "generation-panel");
        for (StreamKind kind : StreamKind.values()) {
            columns.put(kind, new StreamColumn(kind));
        }
        var header = PanelHeader.wrapping("Generations", viewModel.subtitle().get());
        viewModel.subtitle().addListener((_, _, words) -> header.setSubtitle(words));
        var export = new GenerationExport(viewModel);
        header.tools().addAll(tokenSwitch(), liveSwitch(), runAgain(), stop(), export.button());
        streams.getStyleClass().add("streams");
        streams.visibleProperty().bind(tokens.visibleProperty().not());
        var deck =
                new StateDeck(
                        new StackPane(streams, tokens),
                        new EmptyState(
                                Material2OutlinedMZ.SUBJECT, "Open a model to write with it."),
                        new EmptyState(
                                Material2OutlinedMZ.SUBJECT,
                                "Type a prompt, then press Run again to write the texts.",
                                "Run again",
                                viewModel::runAgain));
        deck.follow(viewModel.state(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.updateProperty().addListener((_, _, update) -> show(update));
        tokens.visibleProperty().subscribe(_ -> show(viewModel.updateProperty().get()));
    }

    private Node tokenSwitch() {
        var button = new ToggleButton("", new FontIcon(Material2OutlinedMZ.TABLE_ROWS));
        button.setId("text-tokens");
        button.getStyleClass().add("small");
        button.setAccessibleText("Tokens");
        button.setTooltip(new Tooltip("Show the texts token by token, with the KL of each"));
        tokens.visibleProperty().bind(button.selectedProperty());
        return button;
    }

    private Node liveSwitch() {
        var live = new ToggleSwitch("Live");
        live.setId("live-text");
        live.setMinWidth(Region.USE_PREF_SIZE);
        live.setAccessibleText("Write the texts whenever prompt or sparsity change");
        live.setTooltip(new Tooltip("Write the texts whenever prompt or sparsity change"));
        live.selectedProperty().bindBidirectional(viewModel.liveProperty());
        return live;
    }

    private Node runAgain() {
        var button = new Button("", new FontIcon(Material2MZ.REPLAY));
        button.setAccessibleText("Run again");
        button.setTooltip(new Tooltip("Write the texts again"));
        button.setId("run-again");
        button.getStyleClass().add("small");
        button.setOnAction(_ -> viewModel.runAgain());
        return new ExplainedButton(button, viewModel.runProblem());
    }

    private Button stop() {
        var button = new Button("", new FontIcon(Material2MZ.STOP));
        button.setId("stop-texts");
        button.setAccessibleText("Stop");
        button.setTooltip(new Tooltip("Stop every text; what was written stays"));
        button.getStyleClass().add("small");
        button.disableProperty().bind(viewModel.running().not());
        button.setOnAction(_ -> viewModel.stop());
        return button;
    }

    /** Only what is seen is brought up to date. */
    private void show(@Nullable GenerationUpdate update) {
        Generation generation = update == null ? null : update.generation();
        if (tokens.isVisible()) {
            tokens.show(generation);
        } else if (generation != null) {
            List<Node> shown = new ArrayList<>();
            generation
                    .streams()
                    .forEach(stream -> {
                        StreamColumn column = Objects.requireNonNull(columns.get(stream.kind()));
                        column.show(generation);
                        shown.add(column);
                    });
            if (!streams.getItems().equals(shown)) {
                streams.getItems().setAll(shown);
                streams.setDividerPositions(
                        IntStream.range(1, shown.size())
                                .mapToDouble(column -> (double) column / shown.size())
                                .toArray());
            }
        } else {
            streams.getItems().clear();
        }
    }
}
