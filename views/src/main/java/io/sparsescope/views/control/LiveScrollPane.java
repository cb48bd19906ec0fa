package io.sparsescope.views.control;

import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.layout.Region;

/**
 * A scroll pane for content that changes while it stands still.
 *
 * <p>The usual one draws a picture of all that it shows and then the picture, which makes scrolling
 * cheap; but every number that changes in it draws the whole picture again, and the renderer keeps
 * pictures of every size it ever had. This one draws its content where it is.
 */
public final class LiveScrollPane extends ScrollPane {
    /** Shows {@code content}. */
    public LiveScrollPane(Region content) {
        super(content);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = super.createDefaultSkin();
        getChildren().stream()
                .filter(child -> child.getStyleClass().contains("viewport"))
                .forEach(viewport -> viewport.setCache(false));
        return skin;
    }
}
