package org.optnet4j.examples.sudoku;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/** Draws loss (of every step, and after each epoch) and board error against the epoch. Needs no display. */
public final class LearningCurve {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    private static final Color STEPS = new Color(0xA9C4E4);
    static final Color TRAIN = new Color(0x2F6DB5);
    static final Color TEST = new Color(0xD9622B);

    private LearningCurve() {}

    /**
     * Draws the picture.
     *
     * @param title what run it is
     * @param epochs at least one
     * @param stepLosses training loss of every step, before its update
     * @return loss to the left, board error to the right
     */
    public static BufferedImage draw(String title, List<EpochMetrics> epochs, double[] stepLosses) {
        XYChart loss = chart("Loss (mean squared error), " + title, epochs.size());
        loss.getStyler().setYAxisLogarithmic(true);
        addSteps(loss, epochs.size(), stepLosses);
        addEpochs(loss, epochs, EpochMetrics::trainLoss, EpochMetrics::testLoss);

        XYChart error = chart("Board error (%), " + title, epochs.size());
        error.getStyler().setYAxisMin(0.0).setYAxisMax(100.0).setYAxisDecimalPattern("0");
        addEpochs(error, epochs, e -> 100 * e.trainBoardError(), e -> 100 * e.testBoardError());

        return Pictures.sideBySide(loss, error);
    }

    /** The training loss of every step. */
    static void addSteps(XYChart loss, int epochs, double[] stepLosses) {
        double stepsPerEpoch = (double) stepLosses.length / epochs;
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
    }

    /** An empty chart over the epochs. */
    static XYChart chart(String title, int epochs) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .build();
        XYStyler styler = Look.apply(chart, 15);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setPlotGridVerticalLinesVisible(false)
                .setXAxisMin(0.0)
                .setXAxisMax((double) epochs)
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
        add(
                chart,
                name,
                epochs.stream().mapToDouble(EpochMetrics::epoch).toArray(),
                epochs.stream().mapToDouble(value).toArray(),
                color);
    }

    /** A line with a dot at each value. */
    static void add(XYChart chart, String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2.5f));
    }
}
