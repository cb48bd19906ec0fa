package io.sparsescope.views.dialog;

import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import org.jspecify.annotations.Nullable;

/** The desktop's own dialogs, which begin where something was chosen last. */
final class DesktopDialogs implements FileDialogs {
    private final Scene scene;
    private @Nullable Path lastDirectory;

    /** Dialogs in front of the window that shows {@code scene}. */
    DesktopDialogs(Scene scene) {
        this.scene = scene;
    }

    @Override
    public Optional<Path> open(FileQuestion question) {
        return chosen(chooser(question).showOpenDialog(scene.getWindow()));
    }

    @Override
    public List<Path> openSeveral(FileQuestion question) {
        List<File> files = chooser(question).showOpenMultipleDialog(scene.getWindow());
        if (files == null) {
            return List.of();
        }
        files.stream().findFirst().ifPresent(this::chosen);
        return files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> save(FileQuestion question) {
        FileChooser chooser = chooser(question);
        Optional<Path> file = chosen(chooser.showSaveDialog(scene.getWindow()));
        ExtensionFilter filter = chooser.getSelectedExtensionFilter();
        Kind kind =
                filter == null ? null : new Kind(filter.getDescription(), filter.getExtensions());
        return file.map(path -> question.withEnding(path, kind));
    }

    @Override
    public Optional<Path> folder(FileQuestion question) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(question.title());
        start(question).ifPresent(chooser::setInitialDirectory);
        File folder = chooser.showDialog(scene.getWindow());
        return chosen(folder);
    }

    private FileChooser chooser(FileQuestion question) {
        var chooser = new FileChooser();
        chooser.setTitle(question.title());
        chooser.setInitialFileName(question.name());
        for (Kind kind : question.kinds()) {
            chooser.getExtensionFilters().add(new ExtensionFilter(kind.label(), kind.patterns()));
        }
        start(question).ifPresent(chooser::setInitialDirectory);
        return chooser;
    }

    /** A dialog that is told to begin where there is no folder does not open at all. */
    private Optional<File> start(FileQuestion question) {
        Path start = question.directory() == null ? lastDirectory : question.directory();
        return Optional.ofNullable(start).filter(Files::isDirectory).map(Path::toFile);
    }

    private Optional<Path> chosen(@Nullable File file) {
        if (file == null) {
            return Optional.empty();
        }
        lastDirectory = file.toPath().toAbsolutePath().getParent();
        return Optional.of(file.toPath());
    }
}
