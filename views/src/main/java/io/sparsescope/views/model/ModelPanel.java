package io.sparsescope.views.model;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.views.control.PanelHeader;
import java.nio.file.Path;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The open model's facts, and the ways to open another. */
public final class ModelPanel extends VBox {
    private final ModelViewModel viewModel;
    private final ModelChooser chooser;
    private final GridPane facts = new GridPane(8, 2);
    private final Label invitation =
            new Label("Open a Hugging Face model directory, or drop one anywhere on the window.");
    private final PanelHeader header = new PanelHeader("Model", "none open");
    private final SplitMenuButton open = new SplitMenuButton();

    /** Shows {@code viewModel}. */
    public ModelPanel(ModelViewModel viewModel) {
        this.viewModel = viewModel;
        chooser = new ModelChooser(viewModel);
        getStyleClass().addAll("panel", "model-panel");
        prepareMenu();
        header.tools().add(open);
        invitation.setWrapText(true);
        invitation.getStyleClass().add("field-name");
        var names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().add(names);
        getChildren().addAll(header, invitation, facts);
        viewModel.modelProperty().addListener((_, _, model) -> show(model));
        show(viewModel.modelProperty().get());
    }

    private void prepareMenu() {
        open.setText("Open\u2026");
        open.setMinWidth(USE_PREF_SIZE);
        open.setId("open-model");
        open.getStyleClass().add("small");
        open.setAccessibleText("Open a model directory");
        open.setOnAction(_ -> chooser.openDirectory(this));
        viewModel.recent().addListener((ListChangeListener<Path>) _ -> fillMenu());
        fillMenu();
    }

    private void fillMenu() {
        var directory = new MenuItem("Open directory\u2026");
        directory.setOnAction(_ -> chooser.openDirectory(this));
        var file = new MenuItem("Open file\u2026");
        file.setOnAction(_ -> chooser.openFile(this));
        open.getItems().setAll(directory, file);
        if (!viewModel.recent().isEmpty()) {
            open.getItems().add(new SeparatorMenuItem());
        }
        for (Path model : viewModel.recent()) {
            var item = new MenuItem(model.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> viewModel.open(model));
            open.getItems().add(item);
        }
    }

    private void show(@Nullable ModelSummary model) {
        invitation.setVisible(model == null);
        invitation.setManaged(model == null);
        header.setSubtitle(model == null ? "none open" : model.name());
        facts.getChildren().clear();
        for (ModelViewModel.Fact fact : viewModel.facts()) {
            var name = new Label(fact.name());
            name.getStyleClass().add("field-name");
            var value = new Label(fact.value());
            value.getStyleClass().add("fact-value");
            facts.addRow(facts.getRowCount(), name, value);
        }
        if (model != null) {
            Tooltip.install(header, new Tooltip(model.directory() + "\nSHA-256 " + model.hash()));
        }
    }
}
