package io.sparsescope.views.picture;

import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;

/** A canvas that can draw what it shows once more, as marks of a {@link Sketch}. */
public final class DrawnCanvas extends Canvas {
    private final Consumer<Ink> painting;

    /**
     * An empty canvas.
     *
     * @param painting draws everything on a clear ground, always the same as long as nothing
     *     changed
     */
    public DrawnCanvas(Consumer<Ink> painting) {
        this.painting = painting;
    }

    /** Draws on the screen what was changed. */
    public void draw() {
        getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
        painting.accept(new CanvasInk(getGraphicsContext2D()));
    }

    /** Draws into {@code sketch} what it shows. */
    public void drawInto(Sketch sketch) {
        painting.accept(new SketchInk(sketch));
    }
}
