package io.sparsescope.views.masks;

import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.session.MaskPicture;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The colours of a disagreement in words with their counts, and the choice of the other method. */
final class DisagreementLegend extends VBox {
    private static final double SWATCH = 11;

    private final Map<Disagreement, Label> labels = new EnumMap<>(Disagreement.class);
    private final Map<Disagreement, Rectangle> swatches = new EnumMap<>(Disagreement.class);

    DisagreementLegend(MasksViewModel viewModel) {
        super(4);
        setId("disagreement-legend");
        setMinWidth(USE_PREF_SIZE);
        var other = new ComboBox<SparsityMethod>();
        other.setId("compared-method");
        other.getItems().setAll(SparsityMethod.values());
        other.setConverter(new MethodNames());
        other.setAccessibleText("Compared method");
        other.valueProperty().bindBidirectional(viewModel.otherMethodProperty());
        var caption = new Label("Against");
        caption.setLabelFor(other);
        var choice = new HBox(6, caption, other);
        choice.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(choice, entries());
    }

    private GridPane entries() {
        var grid = new GridPane(14, 2);
        for (Disagreement kind : Disagreement.values()) {
            var swatch = new Rectangle(SWATCH, SWATCH);
            swatch.getStyleClass().add("legend-swatch");
            var label = new Label("", swatch);
            label.getStyleClass().add("legend-entry");
            label.setGraphicTextGap(6);
            swatches.put(kind, swatch);
            labels.put(kind, label);
            grid.add(label, kind.ordinal() % 2, kind.ordinal() / 2);
        }
        return grid;
    }

    void show(MaskPicture picture, ChartTheme theme) {
        Map<Disagreement, Long> counts = Disagreement.counts(picture).orElse(Map.of());
        labels.forEach((kind, label) -> {
            Long count = counts.get(kind);
            label.setText(
                    kind.words(picture)
                            + (count == null ? "" : String.format(Locale.ROOT, ": %,d", count)));
        });
        swatches.forEach((kind, swatch) ->
                swatch.setFill(
                        theme.disagreement()
                                .color(kind.value(), -Disagreement.REACH, Disagreement.REACH)));
    }

    private static final class MethodNames extends StringConverter<SparsityMethod> {
        @Override
        public String toString(@Nullable SparsityMethod choice) {
            return choice == null ? "" : choice.label();
        }

        @Override
        public SparsityMethod fromString(String name) {
            throw new UnsupportedOperationException("the method is chosen, not typed");
        }
    }
}
