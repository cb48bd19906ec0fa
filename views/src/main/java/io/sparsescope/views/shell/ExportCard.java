package io.sparsescope.views.shell;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The card that asks how a view is to be exported, before a file is chosen. */
final class ExportCard extends VBox {
    private final ChoiceBox<ExportStyle> style = new ChoiceBox<>();
    private final ChoiceBox<Integer> scale = new ChoiceBox<>();
    private final Button go = new Button("Choose file\u2026");

    /**
     * What was chosen.
     *
     * @param style colours of the picture
     * @param scale of a PNG, in pixels for each pixel of the view
     */
    record Choice(ExportStyle style, int scale) {}

    ExportCard(String title, Button close, Consumer<Choice> chosen) {
        super(12);
        setId("export-card");
        setPrefWidth(420);
        style.setId("export-style");
        style.getItems().setAll(ExportStyle.values());
        style.setValue(ExportStyle.ON_SCREEN);
        scale.setId("export-scale");
        scale.getItems().setAll(1, 2, 3, 4);
        scale.setValue(2);
        go.setId("export-go");
        go.setDefaultButton(true);
        go.setOnAction(_ -> chosen.accept(new Choice(style.getValue(), scale.getValue())));
        var hint = new Label("The ending of the file's name says its kind: .png, .svg or .pdf.");
        hint.setWrapText(true);
        hint.getStyleClass().add("help-hint");
        var choices = new GridPane(12, 8);
        choices.addRow(0, named("Colours", style), style);
        choices.addRow(1, named("Scale of a PNG", scale), scale);
        var buttons = new HBox(8, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(Cards.head(title, close), hint, choices, buttons);
    }

    private static Label named(String words, ChoiceBox<?> box) {
        var label = new Label(words);
        label.setLabelFor(box);
        return label;
    }

    /** The control that a hand looks for first. */
    Button go() {
        return go;
    }
}
