package org.optnet4j.experiments.sudoku;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;
import org.optnet4j.examples.sudoku.EpochMetrics;

/** The board errors of both models against the epoch: training puzzles to the left, test puzzles to the right. */
final class ModelCurves {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    private static final Color OPTNET = new Color(0x2F6DB5);
    private static final Color CONV = new Color(0xD9622B);
    private static final BasicStroke NO_LINE = new BasicStroke(0);

    private ModelCurves() {}

    /**
     * Draws the picture.
     *
     * @param title which puzzles
     * @param optnet epochs of the QP layer
     * @param conv epochs of the convolutional network
     * @param channels filters of each of its layers
     * @param published whether the paper's figures belong into the picture
     */
    static BufferedImage draw(
            String title, List<EpochMetrics> optnet, List<EpochMetrics> conv, int channels, boolean published) {
        int epochs = Math.max(optnet.size(), conv.size());
        String network = "conv, 10 x " + channels;
        XYChart train = chart("Board error on training puzzles (%), " + title, epochs);
        add(train, network, conv, EpochMetrics::trainBoardError, CONV);
        add(train, "OptNet", optnet, EpochMetrics::trainBoardError, OPTNET);
        XYChart test = chart("Board error on test puzzles (%), " + title, epochs);
        add(test, network, conv, EpochMetrics::testBoardError, CONV);
        add(test, "OptNet", optnet, EpochMetrics::testBoardError, OPTNET);
        if (published) {
            points(test, "conv, 10 x 512, the paper", Published.CONV, CONV);
            points(test, "OptNet, the paper", Published.OPTNET, OPTNET);
        }
        return Pictures.sideBySide(train, test);
    }

    private static XYChart chart(String title, int epochs) {
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
                .setXAxisDecimalPattern("0")
                .setYAxisMin(0.0)
                .setYAxisMax(100.0)
                .setYAxisDecimalPattern("0");
        return chart;
    }

    private static void add(
            XYChart chart, String name, List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> error, Color color) {
        XYSeries series = chart.addSeries(
                name,
                epochs.stream().mapToDouble(EpochMetrics::epoch).toArray(),
                epochs.stream().mapToDouble(e -> 100 * error.applyAsDouble(e)).toArray());
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2.5f));
    }

    private static void points(XYChart chart, String name, Published published, Color color) {
        XYSeries series = chart.addSeries(name, published.epochs(), published.percent());
        series.setMarker(SeriesMarkers.CROSS).setMarkerColor(color);
        series.setLineStyle(NO_LINE);
        series.setLineColor(new Color(0, 0, 0, 0));
    }
}
