package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.views.control.ChoiceBoxOf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.VBox;

/** Chooses what the map shows: a measure, and below it what it is compared with. */
final class MeasurePickers extends VBox {
    MeasurePickers(ModelMapViewModel viewModel) {
        getStyleClass().add("measure-pickers");
        getChildren().addAll(shown(viewModel), compared(viewModel));
    }

    private static ChoiceBoxOf<Measure> shown(ModelMapViewModel viewModel) {
        var picker =
                new ChoiceBoxOf<>(
                        Measure.values(), Measure::label, viewModel.measureProperty()::set);
        picker.setId("measure-picker");
        picker.setAccessibleText("Measure");
        picker.explain(Measure::formula);
        viewModel.measureProperty().subscribe(chosen -> picker.show(chosen));
        return picker;
    }

    private static ChoiceBoxOf<Optional<Measure>> compared(ModelMapViewModel viewModel) {
        List<Optional<Measure>> choices = new ArrayList<>();
        choices.add(Optional.empty());
        Arrays.stream(Measure.values()).map(Optional::of).forEach(choices::add);
        var picker =
                new ChoiceBoxOf<>(
                        choices,
                        choice -> choice.map(Measure::label).orElse("Compare: none"),
                        viewModel.comparedMeasureProperty()::set);
        picker.setId("compared-measure-picker");
        picker.setAccessibleText("Measure to compare with");
        picker.explain(choice ->
                choice.map(Measure::formula).orElse("Every cell shows one measure alone"));
        viewModel.comparedMeasureProperty().subscribe(chosen -> picker.show(chosen));
        return picker;
    }
}
