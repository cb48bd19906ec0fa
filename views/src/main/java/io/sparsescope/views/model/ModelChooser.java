package io.sparsescope.views.model;

import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.nio.file.Path;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Asks for a model through the desktop's own dialogs, beginning beside the model that is open. */
public final class ModelChooser {
    private final ModelViewModel viewModel;

    /** Opens what is chosen in {@code viewModel}. */
    public ModelChooser(ModelViewModel viewModel) {
        this.viewModel = viewModel;
    }

    /** Asks for a model directory, in front of the window that {@code owner} is in. */
    public void openDirectory(Node owner) {
        FileDialogs.of(owner)
                .folder(FileQuestion.of("Open a model directory").in(startDirectory()))
                .ifPresent(viewModel::open);
    }

    /** Asks for a file of a model, in front of the window that {@code owner} is in. */
    public void openFile(Node owner) {
        FileQuestion question =
                FileQuestion.of(
                        "Open a model file",
                        Kind.of("Models", "*.safetensors", "*.json"),
                        Kind.ANY);
        FileDialogs.of(owner).open(question.in(startDirectory())).ifPresent(viewModel::open);
    }

    private @Nullable Path startDirectory() {
        return viewModel.recent().stream()
                .map(model -> model.toAbsolutePath().getParent())
                .filter(parent -> parent != null && parent.toFile().isDirectory())
                .findFirst()
                .orElse(null);
    }
}
