package io.sparsescope.views.session;

import java.nio.file.Path;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Models that were opened, newest first. */
public final class RecentModels {
    private static final int MAX_MODELS = 10;

    private final ObservableList<Path> paths = FXCollections.observableArrayList();
    private final ObservableList<Path> view = FXCollections.unmodifiableObservableList(paths);

    RecentModels() {}

    /** Puts a model first. */
    void add(Path model) {
        paths.remove(model);
        paths.addFirst(model);
        if (paths.size() > MAX_MODELS) {
            paths.removeLast();
        }
    }

    /** Takes over a list kept from an earlier time, newest first. */
    public void restore(List<Path> models) {
        paths.setAll(models.stream().distinct().limit(MAX_MODELS).toList());
    }

    /** The models, newest first; read-only. */
    public ObservableList<Path> paths() {
        return view;
    }
}
