package io.sparsescope.app.rehearsal;

import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.stage.Window;

/** Answers what the window asks for, with files of the rehearsal, or thinks better of it. */
final class RandomDialogs implements FileDialogs {
    private static final double CANCELLED_SHARE = 0.2;

    private final RehearsalFiles files;
    private SplittableRandom random = new SplittableRandom(0);
    private final ListChangeListener<Window> answeringNewOnes =
            change -> {
                while (change.next()) {
                    change.getAddedSubList().forEach(this::answerIn);
                }
            };

    RandomDialogs(RehearsalFiles files) {
        this.files = files;
    }

    /** Answers what is asked in any window, also those that views get later; on their thread. */
    void answerAllWindows() {
        Window.getWindows().forEach(this::answerIn);
        Window.getWindows().addListener(new WeakListChangeListener<>(answeringNewOnes));
    }

    private void answerIn(Window window) {
        FileDialogs.install(window.getScene(), this);
    }

    /** From now on answers are drawn from this; on the JavaFX thread. */
    void drawFrom(SplittableRandom other) {
        random = other;
    }

    private boolean isCancelled() {
        return random.nextDouble() < CANCELLED_SHARE;
    }

    /** One of the patterns that are asked for. */
    private String pattern(FileQuestion question) {
        List<Kind> kinds = question.kinds();
        if (kinds.isEmpty()) {
            return "*.txt";
        }
        List<String> patterns = kinds.get(random.nextInt(kinds.size())).patterns();
        return patterns.get(random.nextInt(patterns.size()));
    }

    @Override
    public Optional<Path> open(FileQuestion question) {
        return isCancelled()
                ? Optional.empty()
                : Optional.of(files.anyFile(pattern(question), random));
    }

    @Override
    public List<Path> openSeveral(FileQuestion question) {
        return open(question).stream().toList();
    }

    @Override
    public Optional<Path> save(FileQuestion question) {
        if (isCancelled()) {
            return Optional.empty();
        }
        String pattern = pattern(question);
        String ending = pattern.substring(pattern.lastIndexOf('*') + 1);
        String name = question.name() == null ? "file" : question.name();
        return Optional.of(files.toSave(name.endsWith(ending) ? name : name + ending, random));
    }

    @Override
    public Optional<Path> folder(FileQuestion question) {
        if (isCancelled()) {
            return Optional.empty();
        }
        boolean model = question.title().contains("model directory");
        return Optional.of(model ? files.anyModel(random) : files.anyFolder(random));
    }
}
