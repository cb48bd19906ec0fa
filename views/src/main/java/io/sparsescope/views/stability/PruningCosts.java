package io.sparsescope.views.stability;

import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.views.chart.BlockCostChart;
import io.sparsescope.views.chart.ChartTheme;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** What a pruning costs in every block, predicted against measured. */
final class PruningCosts extends StackPane {
    private final BlockCostChart chart = new BlockCostChart();
    private final Label missing = new Label("Find a pruning to see what it costs in every block.");

    PruningCosts(PruningViewModel viewModel) {
        chart.setId("pruning-costs");
        missing.setWrapText(true);
        missing.getStyleClass().add("missing-score");
        getChildren().addAll(chart, missing);
        setMinWidth(170);
        show(viewModel.shown().get());
        viewModel.shown().addListener((_, _, now) -> show(now));
    }

    private void show(@Nullable Pruning pruning) {
        chart.setVisible(pruning != null);
        missing.setVisible(pruning == null);
        if (pruning == null) {
            return;
        }
        chart.show(each(pruning, Pruning.Cost::predicted), each(pruning, Pruning.Cost::measured));
        Pruning.Cost mean = pruning.meanCost();
        chart.setAccessibleText(
                "Cost of pruning by block, predicted on average "
                        + mean.predicted()
                        + ", measured "
                        + mean.measured());
    }

    /** The costs at o_proj where only groups go, else at down_proj. */
    private static double[] each(Pruning pruning, ToDoubleFunction<Pruning.Cost> kind) {
        List<Pruning.Cost> costs = pruning.blockCosts();
        return costs.stream().mapToDouble(kind).toArray();
    }

    void setTheme(ChartTheme theme) {
        chart.setTheme(theme);
    }
}
