package org.optnet4j.experiments.representation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/** A piecewise-linear function and its derivative as lines, with what its quadratic program says as dots. */
final class TwinPicture {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 500;
    private static final double REACH = 3;
    private static final int LINE = 1200;
    private static final int DOTS = 50;
    private static final Color CLOSED = new Color(0xA9C4E4);
    private static final Color LAYER = new Color(0xD9622B);

    private TwinPicture() {}

    /**
     * Draws both.
     *
     * @param function of one number
     * @param solver what solves its quadratic programs
     * @param numbers in the precision of the layer
     */
    static BufferedImage draw(SumOfHinges function, QpSolver solver, Numbers numbers) {
        Points line = grid(LINE);
        Points dots = grid(DOTS);
        Evaluation closed = function.closedForm(line);
        Evaluation layer = function.byLayer(solver, numbers, dots);
        String size =
                " (n = " + function.size().n() + ", m = " + function.size().m() + ")";
        return Pictures.sideBySide(
                chart("Piecewise-linear function", "f(x)", line.x(), closed.values(), dots.x(), layer.values(), size),
                chart(
                        "Its derivative",
                        "f'(x)",
                        line.x(),
                        closed.gradients().get("x"),
                        dots.x(),
                        layer.gradients().get("x"),
                        size));
    }

    /** The middles of equal parts. (Evenly spaced values that include whole numbers would become XChart's tick marks.) */
    private static Points grid(int count) {
        double[] x = IntStream.range(0, count)
                .mapToDouble(i -> REACH * ((2.0 * i + 1) / count - 1))
                .toArray();
        double[] ones = IntStream.range(0, count).mapToDouble(i -> 1).toArray();
        return new Points(count, x, ones);
    }

    private static XYChart chart(
            String title, String y, double[] lineX, double[] lineY, double[] dotsX, double[] dotsY, String size) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("x")
                .yAxisTitle(y)
                .build();
        XYStyler styler = Look.apply(chart, 15);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setXAxisMin(-REACH)
                .setXAxisMax(REACH)
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0.#");
        XYSeries closed = chart.addSeries("closed form", lineX, lineY);
        closed.setMarker(SeriesMarkers.NONE);
        closed.setLineColor(CLOSED);
        closed.setLineStyle(new BasicStroke(5f));
        XYSeries layer = chart.addSeries("OptNet layer" + size, dotsX, dotsY);
        layer.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(LAYER);
        layer.setLineColor(new Color(0, 0, 0, 0));
        return chart;
    }
}
