package io.sparsescope.views.sessionfile;

import java.nio.file.Path;
import java.util.List;

/** Paths as a session file names them: relative to it, so that both can move together. */
final class RelativePaths {
    private final Path base;

    /** Relative to the directory of {@code file}. */
    RelativePaths(Path file) {
        base = java.util.Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    /** With {@code /} on every system; absolute where another drive leaves no choice. */
    String word(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean related = java.util.Objects.equals(absolute.getRoot(), base.getRoot());
        return (related ? base.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    List<String> words(List<Path> paths) {
        return paths.stream().map(this::word).toList();
    }

    Path path(String word) {
        return base.resolve(word).normalize();
    }

    List<Path> paths(List<String> words) {
        return words.stream().map(this::path).toList();
    }
}
