package io.sparsescope.views.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The views that can be drawn by name. */
public enum ViewName {
    /** Layers by projections. */
    MAP,
    /** The focused projection's input cell by cell. */
    MASKS,
    /** Histogram of the focused input's magnitudes. */
    HISTOGRAM,
    /** How steady each channel of the focused input is, and what removing it costs. */
    STABILITY,
    /** Spontaneous neurons: which act, how they are trained, what they look like. */
    SPONTANEOUS,
    /** How far sparsity moves the states of every layer. */
    REPRESENTATION,
    /** Distributions of the states' values after the focused layer. */
    SHIFT_VALUES,
    /** The states after the focused layer on the dense run's principal axes. */
    PRINCIPAL_AXES,
    /** What every layer would predict. */
    LOGIT_LENS,
    /** Channels that are kept at every position so far. */
    ALWAYS_KEPT,
    /** Prompts grouped by tag and how far each group shifts. */
    CATEGORIES,
    /** Grids of settings as a job. */
    SWEEP,
    /** Tokens per second, dense and sparse, against what the memory allows. */
    SPEED,
    /** Dense and sparse predictions. */
    NEXT_TOKEN,
    /** Dense and sparse texts. */
    GENERATIONS,
    /** Everything. */
    WINDOW;

    /** Whether it shows how far states moved, which is measured only when it is looked at. */
    public boolean showsShift() {
        return switch (this) {
            case REPRESENTATION,
                    SHIFT_VALUES,
                    PRINCIPAL_AXES,
                    LOGIT_LENS,
                    ALWAYS_KEPT,
                    CATEGORIES ->
                    true;
            default -> false;
        };
    }

    /** The word used on the command line, such as {@code next-token}. */
    public String cliName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The view whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    public static ViewName parse(String name) {
        for (ViewName view : values()) {
            if (view.cliName().equals(name)) {
                return view;
            }
        }
        String choices =
                Arrays.stream(values()).map(ViewName::cliName).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + name + "' is no view; choose one of " + choices);
    }
}
