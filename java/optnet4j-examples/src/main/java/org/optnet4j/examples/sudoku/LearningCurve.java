package org.optnet4j.examples.sudoku;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.plot.Look;

/** Draws loss (of every step, and after each epoch) and board error against the epoch. Needs no display. */
final class LearningCurve {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    private static final Color STEPS = new Color(0xA9C4E4);
    private static final Color TRAIN = new Color(0x2F6DB5);
    private static final Color TEST = new Color(0xD9622B);

    private LearningCurve() {}

    /**
     * Writes the picture, atomically.
     *
     * @param file PNG to create or replace
     * @param metrics of at least one epoch
     * @param stepLosses training loss of every step, before its update
     */
    static void write(Path file, Metrics metrics, double[] stepLosses) {
        XYChart loss = chart("Loss (mean squared error)", metrics);
        loss.getStyler().setYAxisLogarithmic(true);
        double stepsPerEpoch = (double) stepLosses.length / metrics.epochs().size();
        // At the middle of its step. (Evenly spaced values that include whole epochs would become XChart's tick marks.)
        XYSeries steps = loss.addSeries(
                "training, each step",
                IntStream.range(0, stepLosses.length)
                        .mapToDouble(step -> (step + 0.5) / stepsPerEpoch)
                        .toArray(),
                stepLosses);
        steps.setMarker(SeriesMarkers.NONE);
        steps.setLineColor(STEPS);
        steps.setLineStyle(new BasicStroke(1.2f));
        addEpochs(loss, metrics.epochs(), EpochMetrics::trainLoss, EpochMetrics::testLoss);

        XYChart error = chart("Board error (%)", metrics);
        error.getStyler().setYAxisMin(0.0).setYAxisMax(100.0).setYAxisDecimalPattern("0");
        addEpochs(error, metrics.epochs(), e -> 100 * e.trainBoardError(), e -> 100 * e.testBoardError());

        BufferedImage picture = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.drawImage(BitmapEncoder.getBufferedImage(loss), 0, 0, null);
        canvas.drawImage(BitmapEncoder.getBufferedImage(error), WIDTH, 0, null);
        canvas.dispose();
        AtomicFile.write(file, out -> ImageIO.write(picture, "png", out));
    }

    private static XYChart chart(String title, Metrics metrics) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title + ", mini-Sudoku, seed " + metrics.seed() + ", " + metrics.backend())
                .xAxisTitle("epoch")
                .build();
        XYStyler styler = Look.apply(chart, 15);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setPlotGridVerticalLinesVisible(false)
                .setXAxisMin(0.0)
                .setXAxisMax((double) metrics.epochs().size())
                .setXAxisDecimalPattern("0");
        return chart;
    }

    private static void addEpochs(
            XYChart chart,
            List<EpochMetrics> epochs,
            ToDoubleFunction<EpochMetrics> train,
            ToDoubleFunction<EpochMetrics> test) {
        add(chart, "training, after the epoch", epochs, train, TRAIN);
        add(chart, "test, after the epoch", epochs, test, TEST);
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
