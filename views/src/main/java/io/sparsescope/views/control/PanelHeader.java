package io.sparsescope.views.control;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The head of a panel: its title, one line about what it shows, and room for tools at the end. */
public final class PanelHeader extends HBox {
    private final Label subtitle = new Label();
    private final HBox tools = new HBox();

    /** A header without tools, whose line under the title may be cut. */
    public PanelHeader(String title, String subtitle) {
        this(title, subtitle, WholeText::tell);
    }

    /** A header whose line under the title goes on in a second one where there is no room. */
    public static PanelHeader wrapping(String title, String subtitle) {
        return new PanelHeader(title, subtitle, PanelHeader::wrap);
    }

    private PanelHeader(String title, String subtitle, Consumer<Label> fit) {
        getStyleClass().add("panel-header");
        var heading = new Label(title);
        heading.getStyleClass().add("panel-title");
        this.subtitle.setText(subtitle);
        this.subtitle.getStyleClass().add("panel-subtitle");
        var words = new VBox(heading, this.subtitle);
        heading.setMinWidth(USE_PREF_SIZE); // the line under it may be cut, the title never
        fit.accept(this.subtitle);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        tools.getStyleClass().add("panel-tools");
        tools.setAlignment(Pos.CENTER_RIGHT);
        tools.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(words, tools);
    }

    private static void wrap(Label line) {
        line.setWrapText(true);
        line.setMinHeight(USE_PREF_SIZE);
    }

    /** Changes the line under the title. */
    public void setSubtitle(String text) {
        subtitle.setText(text);
    }

    /** The line under the title, for whoever shows it in another place too. */
    public ReadOnlyStringProperty subtitleProperty() {
        return subtitle.textProperty();
    }

    /** The controls at the end of the header, in reading order. */
    public ObservableList<Node> tools() {
        return tools.getChildren();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyle.sheet();
    }
}
