package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.views.control.WholeText;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Which vectors act, how strongly and where; reading, saving and folding them. */
final class UsePane extends VBox {
    private static final Kind FILES = Kind.of("Vectors", "*.safetensors");

    private final SpontaneousViewModel viewModel;
    private final ComboBox<VectorChoice> source = new ComboBox<>();
    private final Slider strength = new Slider(0, SpontaneousSetting.MAX_STRENGTH, 1);
    private final Label strengthWords = new Label();
    private final Map<Projection, ToggleButton> switches = new EnumMap<>(Projection.class);
    private boolean showing;

    UsePane(SpontaneousViewModel viewModel) {
        super(6);
        this.viewModel = viewModel;
        setId("spontaneous-use");
        prepareSource();
        prepareStrength();
        getChildren()
                .addAll(
                        caption("Vectors", source),
                        source,
                        strengthRow(),
                        switchRow(),
                        words("spontaneous-acting", viewModel.acting(), "cell-words"),
                        words("spontaneous-warning", viewModel.warning(), "level-warning"),
                        files(),
                        words("spontaneous-folded", viewModel.foldedProperty(), "cell-words"));
        disableProperty().bind(viewModel.open().not());
        show();
        viewModel.use().addListener((_, _, _) -> show());
    }

    private static Label caption(String text, javafx.scene.Node of) {
        var caption = new Label(text);
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(of);
        return caption;
    }

    private void prepareSource() {
        source.setId("spontaneous-source");
        source.setPromptText("a set that is not at hand"); // undo may bring one back
        source.setMaxWidth(Double.MAX_VALUE);
        source.setAccessibleText("Vectors that act");
        source.getStyleClass().add(WholeText.ANY_LENGTH);
        var whole = new Tooltip();
        whole.textProperty().bind(source.valueProperty().map(VectorChoice::words).orElse(""));
        source.setTooltip(whole);
        source.setItems(viewModel.choices());
        source.setConverter(new ChoiceNames());
        source.valueProperty()
                .addListener((_, _, now) -> {
                    if (!showing && now != null) {
                        viewModel.choose(now);
                    }
                });
        viewModel.choices().addListener((ListChangeListener<VectorChoice>) _ -> show());
    }

    private void prepareStrength() {
        strength.setId("spontaneous-strength");
        strength.setAccessibleText("Strength of the vectors");
        strength.setBlockIncrement(0.05);
        strength.setTooltip(new Tooltip("What W a is multiplied by; 1 is as trained"));
        strength.valueProperty()
                .addListener((_, _, now) -> {
                    if (!showing) {
                        viewModel.adjustStrength(Math.round(20 * now.doubleValue()) / 20.0);
                        if (!strength.isValueChanging()) {
                            viewModel.settle();
                        }
                    }
                });
        strength.valueChangingProperty()
                .addListener((_, _, changing) -> {
                    if (!changing) {
                        viewModel.settle();
                    }
                });
    }

    private HBox strengthRow() {
        HBox.setHgrow(strength, Priority.ALWAYS);
        strengthWords.setMinWidth(USE_PREF_SIZE);
        Label caption = caption("Strength", strength);
        caption.setMinWidth(USE_PREF_SIZE);
        strength.setMinWidth(60);
        var row = new HBox(8, caption, strength, strengthWords);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private FlowPane switchRow() {
        var row = new FlowPane(4, 4);
        for (Projection projection : Projection.values()) {
            String name = projection.shortName().replace("_proj", "");
            var button = new ToggleButton(name);
            button.setId("spontaneous-switch-" + name);
            button.getStyleClass().add("small");
            button.setTooltip(new Tooltip("Vectors at " + projection.shortName() + " act"));
            button.setOnAction(_ -> viewModel.switchKind(projection, button.isSelected()));
            switches.put(projection, button);
            row.getChildren().add(button);
        }
        return row;
    }

    private static Label words(String id, ObservableValue<String> text, String style) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinSize(0, USE_PREF_SIZE);
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.map(now -> !now.isEmpty()));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private FlowPane files() {
        var read = button("spontaneous-read", "Import\u2026", "Read vectors from a file");
        read.setOnAction(_ -> chooseToRead());
        var save = button("spontaneous-save", "Save\u2026", "Write the set that is looked at");
        save.setOnAction(_ -> chooseToSave());
        var fold =
                button(
                        "spontaneous-fold",
                        "Fold\u2026",
                        "Write the model with the acting vectors in its biases");
        fold.setOnAction(_ -> chooseToFold());
        var measure =
                button(
                        "spontaneous-measure",
                        "Measure",
                        "What each kind of projection's and each layer's vectors are worth, on the"
                                + " end of the calibration text");
        measure.setOnAction(_ -> viewModel.measure());
        return new FlowPane(6, 6, read, save, fold, measure);
    }

    private static Button button(String id, String text, String what) {
        var button = new Button(text);
        button.setId(id);
        button.setTooltip(new Tooltip(what));
        return button;
    }

    private void chooseToRead() {
        FileDialogs.of(this)
                .open(FileQuestion.of("Import vectors", FILES))
                .ifPresent(viewModel::read);
    }

    private void chooseToSave() {
        viewModel
                .shown()
                .ifPresent(set -> {
                    FileQuestion question =
                            FileQuestion.of("Save " + set.name(), FILES)
                                    .named(set.name().replace(' ', '-') + ".safetensors");
                    FileDialogs.of(this)
                            .save(question)
                            .ifPresent(file -> viewModel.save(set, file));
                });
    }

    private void chooseToFold() {
        FileDialogs.of(this)
                .folder(FileQuestion.of("Choose an empty directory for the folded model"))
                .ifPresent(viewModel::fold);
    }

    private void show() {
        SpontaneousUse now = viewModel.use().get();
        showing = true;
        try {
            source.setValue(viewModel.chosen().orElse(null));
            strength.setValue(now.setting().strength());
            strengthWords.setText(
                    String.format(Locale.ROOT, "%.2f\u00d7", now.setting().strength()));
            switches.forEach((projection, button) ->
                    button.setSelected(
                            !now.setting().off().contains(new LevelScope(null, projection))));
        } finally {
            showing = false;
        }
    }

    private static final class ChoiceNames extends StringConverter<VectorChoice> {
        @Override
        public String toString(@Nullable VectorChoice choice) {
            return choice == null ? "" : choice.words();
        }

        @Override
        public VectorChoice fromString(String name) {
            throw new UnsupportedOperationException("vectors are chosen, not typed");
        }
    }
}
