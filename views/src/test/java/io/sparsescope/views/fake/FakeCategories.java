package io.sparsescope.views.fake;

import io.sparsescope.engine.category.CategoryShifts;
import io.sparsescope.engine.category.GroupRun;
import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.CategoryOrder;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.run.SpontaneousReport;
import io.sparsescope.engine.run.SpontaneousUse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A comparison of three groups that shift ever more, two steps of the lane long. */
final class FakeCategories {
    private static final List<String> TAGS = List.of("story", "dialogue", "counting");

    private final CategoryOrder order;
    private final EngineListener listener;
    private final BooleanSupplier cancelled;
    private int steps;

    FakeCategories(CategoryOrder order, EngineListener listener, BooleanSupplier cancelled) {
        this.order = order;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    boolean step() {
        steps++;
        if (cancelled.getAsBoolean()) {
            listener.jobEnded();
            return false;
        }
        if (steps < 3) {
            listener.jobProgressed(new JobProgress(order.words(), (steps - 1) / 2.0, 1));
            return true;
        }
        boolean compensated =
                !(order.intervention().spontaneous().source()
                        instanceof SpontaneousUse.Source.None);
        List<GroupShift> groups = new ArrayList<>();
        for (int group = 0; group < TAGS.size(); group++) {
            groups.add(shift(TAGS.get(group), 1 + group, compensated));
        }
        var report =
                compensated
                        ? new SpontaneousReport("teal-50.safetensors", List.of())
                        : SpontaneousReport.NONE;
        var shifts = new CategoryShifts(groups, shift(CategoryShifts.ALL, 2, compensated));
        listener.categoriesCompared(new CategoryComparison(order, "ab12", report, shifts));
        listener.jobEnded();
        return false;
    }

    private GroupShift shift(String tag, int size, boolean compensated) {
        double level = order.intervention().sparsity().targetSparsity();
        return new GroupShift(
                tag,
                4 * size,
                50L * size,
                run(level * size),
                compensated ? run(0.5 * level * size) : null,
                compensated ? new Estimate(-0.25 * level * size, 0.01) : null);
    }

    private static GroupRun run(double size) {
        List<LayerDistance> layers = new ArrayList<>();
        for (int layer = 0; layer < FakeModel.LAYERS; layer++) {
            double moved = size * (0.1 + 0.02 * layer);
            layers.add(
                    new LayerDistance(
                            1.1 * moved, moved, 1 - moved / 3, 1 - moved / 2, 1 - moved / 2, 0.2));
        }
        var error = new LayerDistance(0.01, 0.01, 0.01, 0.01, 0.01, 0.01);
        double[] pooled = new double[FakeModel.LAYERS];
        return new GroupRun(
                new RunDistance(layers),
                Collections.nCopies(FakeModel.LAYERS, error),
                pooled,
                new Estimate(size / 2, 0.05),
                new Estimate(1 - size / 4, 0.02));
    }
}
