package io.sparsescope.app.rehearsal;

/**
 * Something that must not happen, whatever a hand does.
 *
 * @param event number of the event that was the last one when it was noticed; 0 before the first
 * @param act what that event was
 * @param words the throwable in one line
 * @param trace where it came from; empty where only {@code words} were printed
 */
record Fault(int event, String act, String words, String trace) {}
