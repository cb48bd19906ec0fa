package io.sparsescope.views.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Opens a directory or file that is dropped anywhere on a node. */
final class ModelDrop {
    private final Consumer<Path> opening;

    private ModelDrop(Consumer<Path> opening) {
        this.opening = opening;
    }

    static void install(Node target, Consumer<Path> opening) {
        var drop = new ModelDrop(opening);
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
            opening.accept(event.getDragboard().getFiles().getFirst().toPath());
        }
        event.setDropCompleted(hasFiles);
        event.consume();
    }
}
