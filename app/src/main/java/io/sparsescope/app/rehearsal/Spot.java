package io.sparsescope.app.rehearsal;

import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * A place in a window.
 *
 * @param scene where
 * @param node that was aimed at
 * @param x in the scene, in pixels
 * @param y in the scene, in pixels
 */
record Spot(Scene scene, Node node, double x, double y) {
    /** Whether its window is still there. */
    boolean isThere() {
        return scene.getWindow() != null
                && scene.getWindow().isShowing()
                && scene.equals(node.getScene());
    }

    double screenX() {
        return scene.getWindow().getX() + scene.getX() + x;
    }

    double screenY() {
        return scene.getWindow().getY() + scene.getY() + y;
    }

    /** A place on the way to another in the same scene. */
    Spot towards(Spot other, double share) {
        return new Spot(scene, node, x + share * (other.x - x), y + share * (other.y - y));
    }

    /** What was aimed at, in a few words. */
    String words() {
        String id = node.getId() == null ? "" : "#" + node.getId();
        return node.getClass().getSimpleName() + id + " " + Math.round(x) + "," + Math.round(y);
    }
}
