package io.sparsescope.views.chart;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;

/**
 * One meaning of keys for all charts: arrows, Home and End move, Enter or the space bar chooses,
 * Escape lets go.
 */
final class ChartKeys {
    /** More than any chart has. */
    private static final int ALL = 1_000_000;

    private ChartKeys() {}

    /** What a chart does on them; each says whether it did anything. */
    interface Steered {
        /** Goes so many places to the right and down, at most to an edge. */
        boolean move(int right, int down);

        /** Chooses where it stands, or stands on the first place. */
        boolean choose();

        /** Stands nowhere. */
        boolean release();
    }

    /** Has {@code chart} take the keys that {@code steered} wants. */
    static void steer(Node chart, Steered steered) {
        chart.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (!event.isShortcutDown() && !event.isAltDown() && took(steered, event)) {
                        event.consume();
                    }
                });
    }

    private static boolean took(Steered steered, KeyEvent event) {
        return switch (event.getCode()) {
            case LEFT, KP_LEFT -> steered.move(-1, 0);
            case RIGHT, KP_RIGHT -> steered.move(1, 0);
            case UP, KP_UP -> steered.move(0, -1);
            case DOWN, KP_DOWN -> steered.move(0, 1);
            case HOME -> steered.move(-ALL, 0);
            case END -> steered.move(ALL, 0);
            case ENTER, SPACE -> steered.choose();
            case ESCAPE -> steered.release();
            default -> false;
        };
    }
}
