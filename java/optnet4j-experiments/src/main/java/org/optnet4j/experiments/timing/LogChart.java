package org.optnet4j.experiments.timing;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;

/** Seconds against a size, both axes logarithmic: what was measured in full lines, what was published in dashed ones. */
final class LogChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 640;

    private final XYChart chart;

    LogChart(String title, String xTitle) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle("seconds for the whole batch")
                .build();
        XYStyler styler = Look.apply(chart, 13);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true).setYAxisDecimalPattern("0E0");
    }

    /** Adds a line, unless it has no points. */
    void measured(String name, double[] x, double[] seconds, Color color) {
        if (x.length > 0) {
            line(name, x, seconds, color, new BasicStroke(2.5f));
        }
    }

    void published(Published published, Color color) {
        BasicStroke dashes =
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {6, 5}, 0);
        line(published.name(), published.x(), published.seconds(), color, dashes);
    }

    private void line(String name, double[] x, double[] seconds, Color color, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, x, seconds);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(stroke);
    }

    XYChart chart() {
        return chart;
    }
}
