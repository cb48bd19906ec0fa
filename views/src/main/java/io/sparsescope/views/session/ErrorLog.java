package io.sparsescope.views.session;

import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What went wrong so far, newest first, and how much of it nobody has looked at. */
public final class ErrorLog {
    private static final int MAX_ENTRIES = 500;

    /**
     * One failure.
     *
     * @param at when it was reported
     * @param message what happened and what to do
     */
    public record Entry(Instant at, String message) {}

    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<Entry> view = FXCollections.unmodifiableObservableList(entries);
    private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper();
    private final InstantSource clock;

    ErrorLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a failure. */
    public void add(String message) {
        entries.addFirst(new Entry(clock.instant(), message));
        if (entries.size() > MAX_ENTRIES) {
            entries.removeLast();
        }
        unseen.set(unseen.get() + 1);
    }

    /** Marks everything as looked at. */
    public void markSeen() {
        unseen.set(0);
    }

    /** The failures, newest first; read-only. */
    public ObservableList<Entry> entries() {
        return view;
    }

    /** How many failures were added since the log was last looked at. */
    public ReadOnlyIntegerProperty unseenProperty() {
        return unseen.getReadOnlyProperty();
    }
}
