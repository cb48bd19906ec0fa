package io.sparsescope.app;

import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers every question for a file: models are the bundled one, files to write are new. */
final class AnsweringDialogs implements FileDialogs {
    private final Path directory;
    private final List<Path> written = new ArrayList<>();
    private Optional<String> wanted = Optional.empty();

    AnsweringDialogs(Path directory) {
        this.directory = directory;
    }

    /** The files that were named to be written, in order. */
    List<Path> written() {
        return written;
    }

    /** From now on files to be written are of the kind whose names end in {@code ending}. */
    void want(String ending) {
        wanted = Optional.of(ending);
    }

    @Override
    public Optional<Path> open(FileQuestion question) {
        if (question.title().contains("session")) {
            return written.stream()
                    .filter(file -> file.toString().endsWith(".sparsescope.json"))
                    .findFirst();
        }
        return Optional.of(CommandLineSession.BUNDLED.resolve("config.json"));
    }

    @Override
    public List<Path> openSeveral(FileQuestion question) {
        return List.of();
    }

    /** The kind that is wanted, else every kind in turn. */
    @Override
    public Optional<Path> save(FileQuestion question) {
        List<String> patterns =
                question.kinds().stream().map(kind -> kind.patterns().getFirst()).toList();
        String pattern =
                wanted.map(ending -> "*" + ending)
                        .orElse(patterns.get(written.size() % patterns.size()));
        if (!patterns.contains(pattern)) {
            throw new IllegalStateException(question + " does not offer " + pattern);
        }
        String ending = pattern.equals("*") ? ".sparsescope.json" : pattern.substring(1);
        Path file = directory.resolve("written-" + written.size() + ending);
        written.add(file);
        return Optional.of(file);
    }

    @Override
    public Optional<Path> folder(FileQuestion question) {
        return Optional.of(CommandLineSession.BUNDLED);
    }
}
