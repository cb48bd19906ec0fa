package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ChartExportTest {

    @Test
    void aPictureHasTheChosenScaleAndBackground() {
        Image picture =
                FxThread.get(() -> {
                    Region region = new Pane();
                    region.resize(30, 20);
                    return ChartExport.picture(region, ChartTheme.DARK, 3);
                });
        assertEquals(90, picture.getWidth());
        assertEquals(60, picture.getHeight());
        assertEquals(0xFF0D1117, picture.getPixelReader().getArgb(45, 30));
    }
}
