package io.sparsescope.views.modelmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.MeasureCorrelation;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.chart.SiteGridData;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelMapViewModelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final ModelMapViewModel map = new ModelMapViewModel(session);

    @Test
    void rowsKeepTheirPlacesWhileTheHandMovesAndAreSortedWhenItLetsGo() {
        map.orderProperty().set(LayerOrder.HIGHEST_FIRST);
        List<Integer> asNumbered = rows(); // a dense run drops nothing anywhere
        drag(0.5);
        assertEquals(0.5, shownLevel(), 0.1);
        assertEquals(asNumbered, rows());
        session.settle();
        hand.engine().runAll();
        List<Integer> sorted = rows();
        assertEquals(sortedNow(LayerOrder.HIGHEST_FIRST), sorted);
        assertNotEquals(asNumbered, sorted);
        drag(0);
        assertEquals(0, shownLevel());
        assertEquals(sorted, rows());
    }

    @Test
    void anotherOrderOrMeasureSortsAtOnceButWhatIsComparedDoesNot() {
        drag(0.5);
        map.orderProperty().set(LayerOrder.LOWEST_FIRST);
        List<Integer> bySparsity = rows();
        assertEquals(sortedNow(LayerOrder.LOWEST_FIRST), bySparsity);
        map.comparedMeasureProperty().set(Optional.of(Measure.RELATIVE_ERROR));
        assertEquals(bySparsity, rows());
        map.measureProperty().set(Measure.RELATIVE_ERROR);
        assertEquals(sortedNow(LayerOrder.LOWEST_FIRST), rows());
        assertNotEquals(bySparsity, rows());
    }

    @Test
    void bothMeasuresAreSaidAndHowFarTheyAgree() {
        drag(0.5);
        assertEquals("", map.correlationWords().get());
        map.comparedMeasureProperty().set(Optional.of(Measure.RELATIVE_ERROR));
        assertEquals(List.of(Measure.REALISED_SPARSITY, Measure.RELATIVE_ERROR), data().measures());
        map.select(new ProjectionSite(2, Projection.O_PROJ));
        String words = map.selectedWords().get();
        assertTrue(words.matches("layer 2 o_proj: [\\d.]+\u00a0% and [\\d.]+"), words);
        double expected =
                MeasureCorrelation.of(
                                data().map(), Measure.REALISED_SPARSITY, Measure.RELATIVE_ERROR)
                        .spearman();
        String said = map.correlationWords().get();
        assertTrue(said.matches("rank correlation \u2212?[01]\\.\\d\\d over 84 projections"), said);
        assertEquals(
                expected, Double.parseDouble(said.split(" ")[2].replace('\u2212', '-')), 0.005);
    }

    @Test
    void whereThereIsNoCorrelationTheReasonIsSaid() {
        map.comparedMeasureProperty().set(Optional.of(Measure.RELATIVE_ERROR));
        assertEquals("no rank correlation: a measure is constant", map.correlationWords().get());
        map.comparedMeasureProperty().set(Optional.of(Measure.KL_CONTRIBUTION));
        assertEquals("no rank correlation: not both measured", map.correlationWords().get());
    }

    @Test
    void theSubtitleNamesTheOrder() {
        assertEquals("by layer", map.subtitle().get());
        map.orderProperty().set(LayerOrder.LOWEST_FIRST);
        assertEquals("lowest mean first", map.subtitle().get());
        map.comparedMeasureProperty().set(Optional.of(Measure.KL_CONTRIBUTION));
        assertEquals("not measured yet, lowest mean first", map.subtitle().get());
    }

    private void drag(double level) {
        session.adjust(SparsitySetting.DENSE.withTargetSparsity(level));
        hand.engine().runAll();
    }

    private double shownLevel() {
        double sum = 0;
        for (int layer : rows()) {
            sum += data().map().value(Measure.REALISED_SPARSITY, layer, Projection.Q_PROJ);
        }
        return sum / rows().size();
    }

    private List<Integer> sortedNow(LayerOrder order) {
        return LayerOrderTest.rows(order.of(data().map(), map.measureProperty().get()));
    }

    private List<Integer> rows() {
        return LayerOrderTest.rows(data().rows());
    }

    private SiteGridData data() {
        return Objects.requireNonNull(map.dataProperty().get());
    }
}
