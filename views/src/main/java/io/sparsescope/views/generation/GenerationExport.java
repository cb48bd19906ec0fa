package io.sparsescope.views.generation;

import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The menu that hands texts on: to the clipboard or to a file, as Markdown or JSON Lines. */
final class GenerationExport {
    private final GenerationViewModel viewModel;
    private final MenuButton button =
            new MenuButton("", new FontIcon(Material2OutlinedMZ.SAVE_ALT));

    GenerationExport(GenerationViewModel viewModel) {
        this.viewModel = viewModel;
        button.setId("export-texts");
        button.getStyleClass().add("small");
        button.setAccessibleText("Copy or save the texts");
        button.setTooltip(new Tooltip("Copy or save the texts"));
        button.disableProperty().bind(Bindings.isNull(viewModel.updateProperty()));
        button.getItems()
                .addAll(
                        copy("copy-markdown", "Copy as Markdown", viewModel::markdown),
                        copy("copy-jsonl", "Copy as JSON Lines", viewModel::jsonLines),
                        save("save-markdown", "Markdown", "md", viewModel::markdown),
                        save("save-jsonl", "JSON Lines", "jsonl", viewModel::jsonLines));
    }

    MenuButton button() {
        return button;
    }

    private static MenuItem copy(String id, String words, Supplier<String> text) {
        var item = new MenuItem(words);
        item.setId(id);
        item.setOnAction(_ -> {
            var content = new ClipboardContent();
            content.putString(text.get());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return item;
    }

    private MenuItem save(String id, String format, String ending, Supplier<String> text) {
        var item = new MenuItem("Save as " + format + "\u2026");
        item.setId(id);
        item.setOnAction(_ -> {
            FileQuestion question =
                    FileQuestion.of("Save texts", Kind.of(format, "*." + ending))
                            .named("generations." + ending);
            FileDialogs.of(button)
                    .save(question)
                    .ifPresent(file -> viewModel.save(file, text.get()));
        });
        return item;
    }
}
