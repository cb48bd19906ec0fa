package io.sparsescope.views.generation;

import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.views.chart.StreamView;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.panel.StateDeck;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The dense and the sparse continuation side by side, from the same seed. */
public final class GenerationPanel extends VBox {
    private final GenerationViewModel viewModel;
    private final StreamView dense = new StreamView();
    private final StreamView sparse = new StreamView();
    private final Label denseRate = new Label(Figures.rate(0));
    private final Label sparseRate = new Label(Figures.rate(0));

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public GenerationPanel(GenerationViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "generation-panel");
        var header = new PanelHeader("Generations", viewModel.subtitle().get());
        viewModel.subtitle().addListener((_, _, words) -> header.setSubtitle(words));
        header.tools().addAll(liveSwitch(), runAgain(), stop());
        var streams =
                new SplitPane(
                        column("Dense", denseRate, dense), column("Sparse", sparseRate, sparse));
        streams.getStyleClass().add("streams");
        var deck =
                new StateDeck(
                        streams,
                        new EmptyState(
                                Material2OutlinedMZ.SUBJECT, "Open a model to write with it."),
                        new EmptyState(
                                Material2OutlinedMZ.SUBJECT,
                                "Press Run again to write both texts.",
                                "Run again",
                                viewModel::runAgain));
        deck.follow(viewModel.state(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.updateProperty().addListener((_, _, update) -> show(update));
        show(viewModel.updateProperty().get());
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

    private Button runAgain() {
        var button = new Button("Run again", new FontIcon(Material2MZ.REPLAY));
        button.setId("run-again");
        button.getStyleClass().add("small");
        button.setOnAction(_ -> viewModel.runAgain());
        return button;
    }

    private Button stop() {
        var button = new Button("Stop", new FontIcon(Material2MZ.STOP));
        button.setId("stop-texts");
        button.getStyleClass().add("small");
        button.disableProperty().bind(viewModel.running().not());
        button.setOnAction(_ -> viewModel.stop());
        return button;
    }

    private static Node column(String name, Label rate, StreamView stream) {
        stream.setAccessibleText(name + " text");
        var title = new Label(name);
        title.getStyleClass().add("stream-title");
        rate.getStyleClass().add("stream-rate");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        VBox.setVgrow(stream, Priority.ALWAYS);
        var head = new HBox(8, title, space, rate);
        head.getStyleClass().add("stream-head");
        return new VBox(2, head, stream);
    }

    private void show(@Nullable GenerationUpdate update) {
        if (update == null) {
            dense.show(List.<Token>of(), 0);
            sparse.show(List.<Token>of(), 0);
            return;
        }
        int parting = update.firstDivergence();
        dense.show(update.dense(), parting);
        sparse.show(update.sparse(), parting);
        denseRate.setText(Figures.rate(update.denseTokensPerSecond()));
        sparseRate.setText(Figures.rate(update.sparseTokensPerSecond()));
    }
}
