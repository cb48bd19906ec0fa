package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.control.LevelSlider;
import io.sparsescope.views.control.PanelHeader;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/** The slider, the method and the positions; asked, realised and effective sparsity together. */
public final class SparsityPanel extends VBox {
    private final SparsityViewModel viewModel;
    private final LevelSlider slider = new LevelSlider();
    private final ComboBox<SparsityMethod> method = new ComboBox<>();

    /** Shows {@code viewModel}, and {@code levels} below it. */
    public SparsityPanel(SparsityViewModel viewModel, LevelsViewModel levels) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "controls-panel");
        followSlider();
        getChildren()
                .addAll(
                        new PanelHeader("Sparsity", "share of activations set to zero"),
                        slider,
                        figures(),
                        warning(),
                        methodPicker(),
                        new AllocationPicker(viewModel),
                        new PositionPicker(viewModel),
                        new LevelsPane(levels));
    }

    private void followSlider() {
        slider.setId("sparsity-slider");
        slider.setAccessibleText("Asked sparsity");
        slider.levelProperty().set(viewModel.setting().get().targetSparsity());
        slider.levelProperty().addListener((_, _, level) -> viewModel.adjust(level.doubleValue()));
        slider.adjustingProperty().addListener((_, _, adjusting) -> settleUnless(adjusting));
        viewModel
                .setting()
                .addListener((_, _, now) -> slider.levelProperty().set(now.targetSparsity()));
    }

    /** Gives the keyboard to the slider. */
    public void focusSlider() {
        Node thumb = slider.lookup(".slider");
        (thumb == null ? slider : thumb).requestFocus();
    }

    private void settleUnless(boolean adjusting) {
        if (!adjusting) {
            viewModel.settle();
        }
    }

    private Node figures() {
        var row =
                new HBox(
                        figure("Asked", viewModel.asked(), "the share that was asked for"),
                        figure(
                                "Realised",
                                viewModel.realised(),
                                "zeros measured among all projection inputs"),
                        figure(
                                "Effective",
                                viewModel.effective(),
                                "zeros weighted by the weights that they save"));
        row.getStyleClass().add("figures");
        return row;
    }

    private static Node figure(String name, ObservableValue<String> value, String sentence) {
        var number = new Label();
        number.textProperty().bind(value);
        number.getStyleClass().add("figure-value");
        number.setId("figure-" + name.toLowerCase(Locale.ROOT));
        var caption = new Label(name);
        caption.getStyleClass().add("figure-name");
        caption.setLabelFor(number);
        var box = new VBox(number, caption);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        Tooltip.install(box, new Tooltip(name + ": " + sentence));
        return box;
    }

    private Node warning() {
        var words =
                new Label(
                        "Above 60\u00a0% most models lose their thread.",
                        new FontIcon(Material2MZ.WARNING));
        words.setId("sparsity-warning");
        words.getStyleClass().add("level-warning");
        words.setWrapText(true);
        words.visibleProperty().bind(viewModel.warned());
        words.managedProperty().bind(words.visibleProperty());
        return words;
    }

    private Node methodPicker() {
        method.setId("method-picker");
        method.getItems().setAll(SparsityMethod.values());
        method.setMaxWidth(Double.MAX_VALUE);
        method.setConverter(new MethodNames());
        method.setOnAction(_ -> viewModel.chooseMethod(method.getValue()));
        var formula = new Label();
        formula.getStyleClass().add("formula");
        formula.setWrapText(true);
        show(viewModel.setting().get(), formula);
        viewModel.setting().addListener((_, _, now) -> show(now, formula));
        var caption = new Label("Method");
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(method);
        return new VBox(4, caption, method, formula, problem());
    }

    private Node problem() {
        var words = new Label();
        words.setId("setting-problem");
        words.getStyleClass().add("level-warning");
        words.setWrapText(true);
        words.textProperty().bind(viewModel.problem());
        words.visibleProperty().bind(viewModel.problem().isNotEmpty());
        words.managedProperty().bind(words.visibleProperty());
        return words;
    }

    private void show(SparsitySetting now, Label formula) {
        method.setValue(now.method());
        formula.setText(now.method().formula());
    }

    private static final class MethodNames extends StringConverter<SparsityMethod> {
        @Override
        public String toString(@Nullable SparsityMethod choice) {
            return choice == null ? "" : choice.label();
        }

        @Override
        public SparsityMethod fromString(String name) {
            throw new UnsupportedOperationException("the method is chosen, not typed");
        }
    }
}
