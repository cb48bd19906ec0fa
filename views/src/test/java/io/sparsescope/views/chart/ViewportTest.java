package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewportTest {
    private static final double WIDTH = 800;
    private static final double HEIGHT = 400;

    private final Viewport whole = Viewport.whole(20, 1600);

    @Test
    void narrowColumnsGrowBeforeRowsLeaveTheView() {
        Viewport closer = whole.zoomed(2, 10, 800, WIDTH, HEIGHT);
        assertEquals(20, closer.rows());
        assertEquals(800, closer.columns(), 1e-9);
    }

    @Test
    void deepZoomShowsSquareCells() {
        Viewport deep = whole.zoomed(1000, 10, 800, WIDTH, HEIGHT);
        assertEquals(WIDTH / deep.columns(), HEIGHT / deep.rows(), 1e-9);
        assertEquals(40, WIDTH / deep.columns(), 1e-9);
    }

    @Test
    void thePlaceUnderTheCursorStaysWhereItIs() {
        double row = 7.3;
        double column = 700.25;
        double shareBefore = column / 1600;
        Viewport closer = whole.zoomed(4, row, column, WIDTH, HEIGHT);
        assertEquals(shareBefore, (column - closer.firstColumn()) / closer.columns(), 1e-9);
        Viewport deep = closer.zoomed(5, row, column, WIDTH, HEIGHT);
        assertEquals(shareBefore, (column - deep.firstColumn()) / deep.columns(), 1e-9);
    }

    @Test
    void zoomingOutAgainShowsEverything() {
        Viewport back = whole.zoomed(64, 3, 9, WIDTH, HEIGHT).zoomed(1 / 64.0, 3, 9, WIDTH, HEIGHT);
        assertEquals(20, back.rows(), 1e-9);
        assertEquals(1600, back.columns(), 1e-9);
        assertEquals(0, back.firstRow(), 1e-9);
        assertEquals(0, back.firstColumn(), 1e-9);
    }

    @Test
    void aPanStopsAtTheEdges() {
        Viewport closer = whole.zoomed(8, 10, 800, WIDTH, HEIGHT);
        assertEquals(0, closer.panned(-1e6, -1e6).firstColumn());
        Viewport far = closer.panned(1e6, 1e6);
        assertEquals(1600, far.firstColumn() + far.columns(), 1e-9);
    }

    @Test
    void aRevealedCellIsWhollyInView() {
        Viewport deep = whole.zoomed(1000, 10, 800, WIDTH, HEIGHT);
        Viewport moved = deep.revealing(0, 1599);
        assertTrue(moved.firstRow() <= 0);
        assertTrue(moved.firstColumn() + moved.columns() >= 1600);
        assertEquals(moved, moved.revealing(0, 1599));
    }
}
