package io.sparsescope.engine.sweep;

import java.util.List;

/**
 * A text of a sweep: files in order, as one.
 *
 * @param name for tables and legends
 * @param files as the spec names them, relative to its directory
 */
public record SweepText(String name, List<String> files) {
    public SweepText {
        files = List.copyOf(files);
        if (name.isBlank() || files.isEmpty()) {
            throw new IllegalArgumentException("a text needs a name and a file");
        }
    }
}
