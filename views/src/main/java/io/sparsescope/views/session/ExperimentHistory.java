package io.sparsescope.views.session;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * The experiments that were settled on, oldest first, and which of them is current.
 *
 * <p>Undo and redo only choose a step; steps never change. A new step drops those that were undone.
 */
public final class ExperimentHistory {
    private static final int MAX_STEPS = 1_000;

    private final List<Experiment> steps = new ArrayList<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private int current;

    ExperimentHistory(Experiment first) {
        steps.add(first);
    }

    /** The step that is current. */
    public Experiment current() {
        return steps.get(current);
    }

    /** Adds a step after the current one; a step equal to the current one is none. */
    void commit(Experiment step) {
        if (step.equals(current())) {
            return;
        }
        steps.subList(current + 1, steps.size()).clear();
        steps.add(step);
        if (steps.size() > MAX_STEPS) {
            steps.removeFirst();
        }
        moveTo(steps.size() - 1);
    }

    /** Every step, oldest first. */
    public List<Experiment> steps() {
        return List.copyOf(steps);
    }

    /** Index of the current step. */
    public int step() {
        return current;
    }

    /** Takes other steps in place of all. */
    void restore(List<Experiment> others, int step) {
        steps.clear();
        steps.addAll(others);
        moveTo(step);
    }

    /** Goes back one step where there is one, and returns the step that is current then. */
    Experiment undo() {
        moveTo(Math.max(0, current - 1));
        return current();
    }

    /** Goes forward one step where there is one, and returns the step that is current then. */
    Experiment redo() {
        moveTo(Math.min(steps.size() - 1, current + 1));
        return current();
    }

    private void moveTo(int step) {
        current = step;
        canUndo.set(step > 0);
        canRedo.set(step < steps.size() - 1);
    }

    /** Whether there is an earlier step. */
    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    /** Whether there is an undone step. */
    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }
}
