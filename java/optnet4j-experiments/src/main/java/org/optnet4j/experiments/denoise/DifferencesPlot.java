package org.optnet4j.experiments.denoise;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/**
 * Draws the matrix D before and after it is learned, red for positive and blue for negative. Rows are in the order of the
 * place of their largest numbers after the training, so that a band shows where D compares neighbours.
 */
final class DifferencesPlot {
    private static final int CELL = 6;
    private static final int MARGIN = 40;
    private static final Color POSITIVE = new Color(0xB2182B);
    private static final Color NEGATIVE = new Color(0x2166AC);

    private DifferencesPlot() {}

    static void write(RunFolder folder, DenoisingSize size, double[] start, double[] learned, PrintStream out) {
        Pictures.write(folder.learnedDifferences(), () -> picture(size, start, learned), out);
    }

    private static BufferedImage picture(DenoisingSize size, double[] start, double[] learned) {
        int columns = size.length();
        int rows = size.differences();
        int[] order = byPlace(learned, rows, columns);
        int width = columns * CELL;
        BufferedImage picture =
                new BufferedImage(2 * width + 3 * MARGIN, rows * CELL + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        panel(canvas, "D before the training", MARGIN, start, order, columns);
        panel(canvas, "D learned", 2 * MARGIN + width, learned, order, columns);
        canvas.dispose();
        return picture;
    }

    private static int[] byPlace(double[] D, int rows, int columns) {
        return IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> place(D, row, columns)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The mean column of a row, weighted by the sixth powers of its numbers. */
    private static double place(double[] D, int row, int columns) {
        double sum = 0;
        double weights = 0;
        for (int j = 0; j < columns; j++) {
            double weight = Math.pow(D[row * columns + j], 6);
            sum += j * weight;
            weights += weight;
        }
        return sum / weights;
    }

    private static void panel(Graphics2D canvas, String title, int left, double[] D, int[] order, int columns) {
        double largest = 0;
        for (double each : D) {
            largest = Math.max(largest, Math.abs(each));
        }
        canvas.setColor(Look.INK);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        canvas.drawString(String.format(Locale.ROOT, "%s (up to %.2f)", title, largest), left, MARGIN - 14);
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < columns; j++) {
                canvas.setColor(color(D[order[i] * columns + j] / largest));
                canvas.fillRect(left + j * CELL, MARGIN + i * CELL, CELL, CELL);
            }
        }
    }

    private static Color color(double value) {
        Color full = value > 0 ? POSITIVE : NEGATIVE;
        double share = Math.abs(value);
        return new Color(fade(full.getRed(), share), fade(full.getGreen(), share), fade(full.getBlue(), share));
    }

    private static int fade(int channel, double share) {
        return (int) Math.round(255 + share * (channel - 255));
    }
}
