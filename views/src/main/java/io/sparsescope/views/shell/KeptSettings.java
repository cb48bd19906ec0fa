package io.sparsescope.views.shell;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.views.masks.ChannelOrder;
import io.sparsescope.views.masks.MaskMode;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.ViewSettings;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;

/** Which settings of a window's views a session keeps, and under which names. */
final class KeptSettings {
    static final String MASK_MODE = "masks.mode";
    static final String SCORE = "stability.score";

    private KeptSettings() {}

    /** Keeps how the window looks. */
    static void keep(ViewSettings settings, CentreArrangement centre, ObjectProperty<Theme> theme) {
        settings.keep("theme", theme, Theme.class);
        settings.keep(
                "front",
                centre.frontProperty(),
                ViewName::cliName,
                word ->
                        CentreViews.TABS.keySet().stream()
                                .filter(view -> view.cliName().equals(word))
                                .findFirst());
        settings.keep(
                "seen", centre.seenProperty(), CentreArrangement::word, CentreArrangement::parse);
    }

    /** Keeps what is shown. */
    static void keep(ViewSettings settings, ViewModels models) {
        var masks = models.masks;
        settings.keep(MASK_MODE, masks.modeProperty(), MaskMode.class);
        settings.keep("masks.order", masks.orderProperty(), ChannelOrder.class);
        settings.keep("masks.other-method", masks.otherMethodProperty(), SparsityMethod.class);
        var map = models.map;
        settings.keep("map.measure", map.measureProperty(), Measure.class);
        settings.keep(
                "map.compared-measure",
                map.comparedMeasureProperty(),
                compared -> compared.map(Measure::name).orElse(""),
                word -> Optional.of(measure(word)));
        settings.keep(
                "map.order", map.orderProperty(), map.orderProperty().get().getDeclaringClass());
        settings.keep(SCORE, models.stability.scoreProperty(), ChannelScore.class);
    }

    private static Optional<Measure> measure(String word) {
        for (Measure measure : Measure.values()) {
            if (measure.name().equals(word)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }
}
