package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Anchor curves by hand, of independent masks, and of masks with channels that are always on. */
class AnchorCurvesTest {
    private static final ProjectionSite SITE = new ProjectionSite(1, Projection.UP_PROJ);

    @Test
    void workedByHand() {
        boolean[] kept = {
            true, true, true, false,
            true, false, true, false,
            true, true, false, true
        };
        AnchorCurve curve = AnchorCurves.of(SITE, kept, 4);
        assertEquals(SITE, curve.site());
        assertArrayEquals(new double[] {0.75, 0.5, 0.25}, curve.kept(), 1e-15);
        assertArrayEquals(
                new double[] {0.75, 0.75 * 0.5, 0.75 * 0.5 * 0.75}, curve.independent(), 1e-15);
    }

    @Test
    void independentMasksFollowTheIndependentCurve() {
        double p = 0.4;
        int channels = 200_000;
        boolean[] kept = new boolean[6 * channels];
        Random random = new Random(3);
        for (int entry = 0; entry < kept.length; entry++) {
            kept[entry] = random.nextDouble() >= p;
        }
        AnchorCurve curve = AnchorCurves.of(SITE, kept, channels);
        for (int position = 0; position < 6; position++) {
            double share = Math.pow(1 - p, position + 1);
            // five standard errors of a share of so many channels
            double bound = 5 * Math.sqrt(share / channels);
            assertEquals(share, curve.kept()[position], bound);
            assertEquals(share, curve.independent()[position], bound);
        }
    }

    @Test
    void channelsThatAreAlwaysOnHoldTheCurveUp() {
        int channels = 10;
        boolean[] kept = new boolean[30 * channels];
        for (int entry = 0; entry < kept.length; entry++) {
            int channel = entry % channels;
            kept[entry] = channel < 3 || (entry / channels + channel) % 2 == 0;
        }
        AnchorCurve curve = AnchorCurves.of(SITE, kept, channels);
        assertEquals(0.3, curve.kept()[29], 1e-15);
        assertTrue(curve.independent()[29] < 1e-4);
        for (int position = 1; position < 30; position++) {
            assertTrue(curve.kept()[position] <= curve.kept()[position - 1]);
        }
    }

    @Test
    void noPositionIsAnEmptyCurveAndNoChannelIsRefused() {
        assertEquals(0, AnchorCurves.of(SITE, new boolean[0], 4).kept().length);
        assertThrows(
                IllegalArgumentException.class, () -> AnchorCurves.of(SITE, new boolean[4], 0));
        assertThrows(
                IllegalArgumentException.class, () -> AnchorCurves.of(SITE, new boolean[7], 4));
    }
}
