package io.sparsescope.views.shell;

import io.sparsescope.views.model.ModelViewModel;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Opens a directory or file that is dropped anywhere on a node. */
final class ModelDrop {
    private final ModelViewModel viewModel;

    private ModelDrop(ModelViewModel viewModel) {
        this.viewModel = viewModel;
    }

    static void install(Node target, ModelViewModel viewModel) {
        var drop = new ModelDrop(viewModel);
        target.addEventHandler(DragEvent.DRAG_OVER, drop::accept);
        target.addEventHandler(DragEvent.DRAG_DROPPED, drop::open);
    }

    private void accept(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    private void open(DragEvent event) {
        boolean hasFiles = event.getDragboard().hasFiles();
        if (hasFiles) {
            viewModel.open(event.getDragboard().getFiles().getFirst().toPath());
        }
        event.setDropCompleted(hasFiles);
        event.consume();
    }
}
