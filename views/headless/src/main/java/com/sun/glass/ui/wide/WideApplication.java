package com.sun.glass.ui.wide;

import com.sun.glass.ui.CommonDialogs;
import com.sun.glass.ui.Cursor;
import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.Size;
import com.sun.glass.ui.View;
import com.sun.glass.ui.Window;
import com.sun.glass.ui.headless.HeadlessApplication;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headless application with a screen of 1920 x 1200 pixels ({@code -Dwide.w}, {@code -Dwide.h})
 * instead of 1000 x 1000, image cursors that do nothing, and scripted file choosers.
 */
final class WideApplication extends HeadlessApplication {
    private static final int WIDTH = Integer.getInteger("wide.w", 1920);
    private static final int HEIGHT = Integer.getInteger("wide.h", 1200);
    private static final int DOTS_PER_INCH = 100;
    private static final int BITS_PER_PIXEL = 32;
    private static final int BYTES_PER_PIXEL = 4;

    private Screen @Nullable [] screens;

    @Override
    protected Screen[] staticScreen_getScreens() {
        Screen[] known = screens;
        if (known == null) {
            known = new Screen[] {screen()};
            screens = known;
            enlargeFrameBuffer();
        }
        return known;
    }

    private static Screen screen() {
        return new Screen(
                0,
                BITS_PER_PIXEL,
                0,
                0,
                WIDTH,
                HEIGHT,
                0,
                0,
                WIDTH,
                HEIGHT,
                0,
                0,
                WIDTH,
                HEIGHT,
                DOTS_PER_INCH,
                DOTS_PER_INCH,
                1f,
                1f,
                1f,
                1f);
    }

    /** The headless application has one buffer for its fixed screen and no way to replace it. */
    private void enlargeFrameBuffer() {
        try {
            var frameBuffer = HeadlessApplication.class.getDeclaredField("frameBuffer");
            frameBuffer.setAccessible(true);
            frameBuffer.set(this, ByteBuffer.allocate(WIDTH * HEIGHT * BYTES_PER_PIXEL));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JavaFX has another headless platform", e);
        }
    }

    @Override
    public View createView() {
        return new WideView();
    }

    @Override
    public Cursor createCursor(int x, int y, Pixels pixels) {
        return createCursor(Cursor.CURSOR_DEFAULT);
    }

    @Override
    protected Size staticCursor_getBestSize(int width, int height) {
        return new Size(width, height);
    }

    @Override
    protected CommonDialogs.FileChooserResult staticCommonDialogs_showFileChooser(
            Window owner,
            String folder,
            String filename,
            String title,
            int type,
            boolean multipleMode,
            CommonDialogs.ExtensionFilter[] filters,
            int defaultFilterIndex) {
        return new CommonDialogs.FileChooserResult(List.of(WidePlatformFactory.nextChoice), null);
    }

    @Override
    protected @Nullable File staticCommonDialogs_showFolderChooser(
            Window owner, String folder, String title) {
        File[] choice = WidePlatformFactory.nextChoice;
        return choice.length == 0 ? null : choice[0];
    }
}
