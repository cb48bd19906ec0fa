package io.sparsescope.views.model;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
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
        var chooser = new DirectoryChooser();
        chooser.setTitle("Open a model directory");
        startDirectory().ifPresent(start -> chooser.setInitialDirectory(start.toFile()));
        open(chooser.showDialog(owner.getScene().getWindow()));
    }

    /** Asks for a file of a model, in front of the window that {@code owner} is in. */
    public void openFile(Node owner) {
        var chooser = new FileChooser();
        chooser.setTitle("Open a model file");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("Models", "*.safetensors", "*.json"),
                        new FileChooser.ExtensionFilter("All files", "*"));
        startDirectory().ifPresent(start -> chooser.setInitialDirectory(start.toFile()));
        open(chooser.showOpenDialog(owner.getScene().getWindow()));
    }

    private void open(@Nullable File chosen) {
        if (chosen != null) {
            viewModel.open(chosen.toPath());
        }
    }

    private Optional<Path> startDirectory() {
        return viewModel.recent().stream()
                .map(model -> model.toAbsolutePath().getParent())
                .filter(parent -> parent != null && parent.toFile().isDirectory())
                .findFirst();
    }
}
