package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.SteppedWork;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Long work that interventions wait for, done once for a model and its calibration text.
 *
 * @param purpose what it prepares; equal purposes need the work only once
 * @param words what is going on, in a sentence for the user
 * @param work begins the work
 * @param adoption takes in what the work has made
 * @param <W> the work's type
 */
record Preparation<W extends SteppedWork>(
        Object purpose, String words, Supplier<W> work, Consumer<W> adoption) {}
