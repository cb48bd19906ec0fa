package io.sparsescope.views.sweep;

import io.sparsescope.views.control.WholeText;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Which files a sweep reads, and the folder that it writes to. */
final class SweepPlaces extends VBox {
    private final Label scored = words("sweep-texts-words", "the bundled stories");
    private final Label calibrating = words("sweep-calibration-words", "the model's own");
    private final Label target = words("sweep-folder-words", "not chosen yet");
    private List<Path> texts = List.of();
    private List<Path> calibration = List.of();
    private @Nullable Path directory;

    SweepPlaces() {
        super(8);
        var textButton = button("Texts\u2026", "sweep-texts");
        textButton.setTooltip(new Tooltip("What is scored"));
        textButton.setOnAction(_ -> chooseTexts());
        var calibrationButton = button("Calibration\u2026", "sweep-calibration");
        calibrationButton.setTooltip(new Tooltip("Texts that thresholds and means come from"));
        calibrationButton.setOnAction(_ -> chooseCalibration());
        var folderButton = button("Folder\u2026", "sweep-folder");
        folderButton.setTooltip(new Tooltip("Keeps finished cells and tables"));
        folderButton.setOnAction(_ -> chooseDirectory());
        getChildren()
                .addAll(
                        row(textButton, scored),
                        row(calibrationButton, calibrating),
                        row(folderButton, target));
    }

    private static Button button(String words, String id) {
        var button = new Button(words);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static Label words(String id, String first) {
        var words = new Label(first);
        words.setId(id);
        words.getStyleClass().add("cell-words");
        WholeText.tell(words);
        return words;
    }

    private static HBox row(Button chooser, Label words) {
        var row = new HBox(8, chooser, words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void chooseTexts() {
        List<Path> files = ask("Texts to score");
        if (!files.isEmpty()) {
            texts = files;
            scored.setText(names(files));
        }
    }

    private void chooseCalibration() {
        List<Path> files = ask("Texts to calibrate on");
        if (!files.isEmpty()) {
            calibration = files;
            calibrating.setText(names(files));
        }
    }

    private List<Path> ask(String title) {
        return FileDialogs.of(this).openSeveral(FileQuestion.of(title));
    }

    private static String names(List<Path> files) {
        return files.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.joining(", "));
    }

    /** Asks for the folder. */
    void chooseDirectory() {
        FileDialogs.of(this)
                .folder(FileQuestion.of("Folder for finished cells and tables"))
                .ifPresent(this::into);
    }

    /** Takes a folder without asking. */
    void into(Path folder) {
        directory = folder;
        target.setText(String.valueOf(folder.getFileName()));
        target.getTooltip().textProperty().unbind();
        target.getTooltip().setText(folder.toString());
    }

    /** Texts to score; empty for the program's own. */
    List<Path> texts() {
        return texts;
    }

    /** Texts to calibrate on; empty for the model's own. */
    List<Path> calibration() {
        return calibration;
    }

    /** The folder; null until one is chosen. */
    @Nullable Path directory() {
        return directory;
    }
}
