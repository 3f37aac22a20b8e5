package org.optnet4j.examples.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.optnet4j.examples.io.AtomicFile;

/** Charts as PNG files. Needs no display. */
public final class Pictures {
    /** Why this Java cannot draw text; null if it can. */
    private static final @Nullable Throwable NO_TEXT = drawText();

    private Pictures() {}

    /**
     * Draws a picture and writes it, atomically. A JDK without fonts cannot draw text, and that must not cost the user
     * the run.
     *
     * @param file PNG to create or replace
     * @param picture draws it
     * @param out where to say that it was not drawn
     * @return whether it was
     */
    public static boolean write(Path file, Supplier<BufferedImage> picture, PrintStream out) {
        if (NO_TEXT != null) {
            out.println(file.getFileName() + " was not drawn: this Java cannot draw text (" + NO_TEXT + ")");
            return false;
        }
        BufferedImage drawn = picture.get();
        AtomicFile.write(file, stream -> ImageIO.write(drawn, "png", stream));
        return true;
    }

    private static @Nullable Throwable drawText() {
        Graphics2D canvas = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            new TextLayout("text", new Font(Font.SANS_SERIF, Font.PLAIN, 12), canvas.getFontRenderContext())
                    .draw(canvas, 0, 0);
            return null;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return e;
        } finally {
            canvas.dispose();
        }
    }

    /**
     * Charts in one row.
     *
     * @param charts of the same height
     * @return the picture
     */
    public static BufferedImage sideBySide(XYChart... charts) {
        int width = 0;
        for (XYChart chart : charts) {
            width += chart.getWidth();
        }
        BufferedImage picture = new BufferedImage(width, charts[0].getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        int x = 0;
        for (XYChart chart : charts) {
            canvas.drawImage(BitmapEncoder.getBufferedImage(chart), x, 0, null);
            x += chart.getWidth();
        }
        canvas.dispose();
        return picture;
    }
}
