package org.optnet4j.examples.sudoku;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.io.AtomicFile;

/** Draws loss and board error against the epoch, training and test in each, as one picture. Needs no display. */
final class LearningCurve {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    private static final Color TRAIN = new Color(0x2F6DB5);
    private static final Color TEST = new Color(0xD9622B);
    private static final Color GRID = new Color(0xE3E3E3);
    private static final Color INK = new Color(0x333333);

    private LearningCurve() {}

    /**
     * Writes the picture, atomically.
     *
     * @param file PNG to create or replace
     * @param metrics of at least one epoch
     */
    static void write(Path file, Metrics metrics) {
        XYChart loss = chart("Loss (mean squared error)", metrics, EpochMetrics::trainLoss, EpochMetrics::testLoss);
        loss.getStyler().setYAxisDecimalPattern("0.000");
        XYChart error =
                chart("Board error (%)", metrics, e -> 100 * e.trainBoardError(), e -> 100 * e.testBoardError());
        error.getStyler().setYAxisMax(100.0);
        error.getStyler().setYAxisDecimalPattern("0");
        BufferedImage picture = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.drawImage(BitmapEncoder.getBufferedImage(loss), 0, 0, null);
        canvas.drawImage(BitmapEncoder.getBufferedImage(error), WIDTH, 0, null);
        canvas.dispose();
        AtomicFile.write(file, out -> ImageIO.write(picture, "png", out));
    }

    private static XYChart chart(
            String title, Metrics metrics, ToDoubleFunction<EpochMetrics> train, ToDoubleFunction<EpochMetrics> test) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title + ", mini-Sudoku, seed " + metrics.seed() + ", " + metrics.backend())
                .xAxisTitle("epoch")
                .build();
        int epochs = metrics.epochs().size();
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18))
                .setChartTitleBoxVisible(false)
                .setChartPadding(16)
                .setLegendPosition(Styler.LegendPosition.InsideNE)
                .setLegendBorderColor(GRID)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setPlotGridVerticalLinesVisible(false)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setAxisTicksLineVisible(false)
                .setYAxisMin(0.0)
                .setXAxisMin(epochs == 1 ? 0.0 : 1.0)
                .setXAxisMax((double) Math.max(epochs, 2))
                .setXAxisDecimalPattern("0");
        add(chart, "training", metrics.epochs(), train, TRAIN);
        add(chart, "test", metrics.epochs(), test, TEST);
        return chart;
    }

    private static void add(
            XYChart chart, String name, List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value, Color color) {
        XYSeries series = chart.addSeries(
                name,
                epochs.stream().mapToDouble(EpochMetrics::epoch).toArray(),
                epochs.stream().mapToDouble(value).toArray());
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2.5f));
    }
}
