package io.sparsescope.views.control;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a panel shows while it has nothing to show: an icon, a sentence and perhaps a way out. */
public final class EmptyState extends VBox {
    private static final double LEAST_FOR_ICON = 130;

    private final Label sentence = new Label();

    /** An icon and a sentence that says what is missing. */
    public EmptyState(Ikon icon, String text) {
        getStyleClass().add("empty-state");
        var picture = new FontIcon(icon);
        sentence.setText(text);
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        // Where it is tight the words come first.
        picture.visibleProperty().bind(heightProperty().greaterThan(LEAST_FOR_ICON));
        picture.managedProperty().bind(picture.visibleProperty());
        getChildren().addAll(picture, sentence);
    }

    /** The same with a button that does something about it. */
    public EmptyState(Ikon icon, String text, String actionText, Runnable action) {
        this(icon, text);
        var button = new Button(actionText);
        button.getStyleClass().add("accent");
        button.setOnAction(_ -> action.run());
        getChildren().add(button);
    }

    /** Says something else. */
    public void setText(String text) {
        sentence.setText(text);
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyle.sheet();
    }
}
