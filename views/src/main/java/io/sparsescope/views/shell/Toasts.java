package io.sparsescope.views.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** What has happened, over a corner of the window; it goes by itself and never blocks. */
final class Toasts extends VBox {
    private static final Duration READING_TIME = Duration.seconds(8);
    private static final int MAX_TOASTS = 3;

    Toasts() {
        super(8);
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
    }

    /** Tells of a failure. */
    void show(String message) {
        show(message, Material2OutlinedAL.ERROR_OUTLINE, Styles.DANGER);
    }

    /** Tells that something is done. */
    void tell(String message) {
        show(message, Material2OutlinedAL.CHECK_CIRCLE_OUTLINE, Styles.SUCCESS);
    }

    private void show(String message, Ikon icon, String style) {
        var toast = new Notification(message, new FontIcon(icon));
        toast.getStyleClass().addAll(style, Styles.ELEVATED_1);
        toast.setAccessibleText(message);
        toast.setPrefWidth(420);
        toast.setMaxWidth(Region.USE_PREF_SIZE);
        toast.setOnClose(_ -> getChildren().remove(toast));
        getChildren().add(toast);
        if (getChildren().size() > MAX_TOASTS) {
            getChildren().removeFirst();
        }
        var reading = new PauseTransition(READING_TIME);
        reading.setOnFinished(_ -> getChildren().remove(toast));
        reading.play();
    }
}
