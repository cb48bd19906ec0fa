package io.sparsescope.views.modelmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.views.chart.PlaceOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerOrderTest {
    private static final double NONE = Double.NaN;

    /** Means by layer: 0.25, none, 0.9, 0.25, 0.5 over the two projections that have values. */
    private static final ModelMap MAP =
            new ModelMap(
                    Map.of(
                            Measure.STABILITY,
                            new double[][] {
                                {0.25, NONE, 0.25, NONE, NONE, NONE, NONE},
                                {NONE, NONE, NONE, NONE, NONE, NONE, NONE},
                                {0.9, NONE, 0.9, NONE, NONE, NONE, NONE},
                                {0.125, NONE, 0.375, NONE, NONE, NONE, NONE},
                                {NONE, NONE, NONE, NONE, NONE, 0.6, 0.4}
                            }),
                    new double[0]);

    @Test
    void layersWithoutAValueComeLastInBothDirectionsAndEqualOnesStayAsNumbered() {
        assertEquals(List.of(0, 1, 2, 3, 4), rows(LayerOrder.BY_LAYER, Measure.STABILITY));
        assertEquals(List.of(2, 4, 0, 3, 1), rows(LayerOrder.HIGHEST_FIRST, Measure.STABILITY));
        assertEquals(List.of(0, 3, 4, 2, 1), rows(LayerOrder.LOWEST_FIRST, Measure.STABILITY));
    }

    @Test
    void aMeasureThatIsNotKnownLeavesTheModelsOwnOrder() {
        for (LayerOrder order : LayerOrder.values()) {
            assertEquals(List.of(0, 1, 2, 3, 4), rows(order, Measure.KL_CONTRIBUTION));
        }
    }

    @Test
    void everyOrderIsReachedByPressingOn() {
        LayerOrder order = LayerOrder.BY_LAYER;
        for (LayerOrder expected : LayerOrder.values()) {
            assertEquals(expected, order);
            order = order.next();
        }
        assertEquals(LayerOrder.BY_LAYER, order);
    }

    private static List<Integer> rows(LayerOrder order, Measure measure) {
        return rows(order.of(MAP, measure));
    }

    static List<Integer> rows(PlaceOrder order) {
        return IntStream.range(0, order.size()).map(order::indexAt).boxed().toList();
    }
}
