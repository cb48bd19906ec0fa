package io.sparsescope.views.shell;

import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.views.masks.ChannelOrder;
import io.sparsescope.views.masks.MaskMode;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.ViewSettings;
import java.util.Optional;

/** Which settings of a window's views a session keeps, and under which names. */
final class KeptSettings {
    private KeptSettings() {}

    /** Keeps those of {@code panels}. */
    static void keep(
            ViewSettings settings,
            WorkbenchPanels panels,
            javafx.beans.property.ObjectProperty<Theme> theme) {
        settings.keep("theme", theme, Theme.class);
        settings.keep(
                "front",
                panels.front,
                ViewName::cliName,
                word ->
                        CentreViews.TABS.keySet().stream()
                                .filter(view -> view.cliName().equals(word))
                                .findFirst());
        settings.keep(
                "seen",
                panels.arrangement.seenProperty(),
                CentreArrangement::word,
                CentreArrangement::parse);
        settings.keep("masks.mode", panels.masksViewModel.modeProperty(), MaskMode.class);
        settings.keep("masks.order", panels.masksViewModel.orderProperty(), ChannelOrder.class);
        settings.keep(
                "masks.other-method",
                panels.masksViewModel.otherMethodProperty(),
                SparsityMethod.class);
        var map = panels.mapViewModel;
        settings.keep("map.measure", map.measureProperty(), Measure.class);
        settings.keep(
                "map.compared-measure",
                map.comparedMeasureProperty(),
                compared -> compared.map(Measure::name).orElse(""),
                word -> Optional.of(measure(word)));
        settings.keep(
                "map.order", map.orderProperty(), map.orderProperty().get().getDeclaringClass());
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
