package io.sparsescope.views.control;

import java.net.URL;

/** Where the style sheet of the controls is. */
final class ControlStyle {
    private ControlStyle() {}

    static String sheet() {
        URL sheet = ControlStyle.class.getResource("control.css");
        if (sheet == null) {
            throw new IllegalStateException("control.css is missing from the class path");
        }
        return sheet.toExternalForm();
    }
}
