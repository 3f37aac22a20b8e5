package org.optnet4j.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.plot.Look;

/** Lines over a logarithmic axis, as an SVG file. Needs no display. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 520;
    private static final Color[] COLOURS = {
        new Color(0x2F6DB5), new Color(0xD9622B), new Color(0x3A9A5B), new Color(0x8A4FB0), new Color(0xB58A00),
        new Color(0x1D9CA8), new Color(0xC23B6B), new Color(0x6B6B6B), new Color(0x7A4A1E), new Color(0xA9C4E4)
    };

    private final XYChart chart;
    private boolean empty = true;

    Plot(String title, String xTitle, String yTitle, boolean logarithmic) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        XYStyler styler = Look.apply(chart, 13);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE).setSeriesColors(COLOURS);
        styler.setXAxisLogarithmic(true).setYAxisLogarithmic(logarithmic);
        if (!logarithmic) {
            styler.setYAxisMin(0.0);
        }
    }

    /** Adds a line through points, unless there are none. */
    void add(String name, double[] x, double[] y) {
        if (x.length > 0) {
            empty = false;
            XYSeries series = chart.addSeries(name, x, y);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setLineStyle(new BasicStroke(2.2f));
        }
    }

    /** Adds a horizontal line. */
    void line(String name, double from, double to, double y) {
        empty = false;
        XYSeries series = chart.addSeries(name, new double[] {from, to}, new double[] {y, y});
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(Look.INK);
        series.setLineStyle(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {6}, 0));
    }

    /** Writes the plot, atomically, unless nothing was added. */
    void write(Path file) {
        if (!empty) {
            AtomicFile.write(
                    file, out -> VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG));
        }
    }
}
