package org.optnet4j.experiments.denoise;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/** Draws some test signals: with noise, without it, and denoised by total variation and by a model. */
final class SignalPlot {
    /** How many signals are drawn if there are as many, in rows of two. */
    static final int SIGNALS = 4;

    private static final int ROW = 2;

    private SignalPlot() {}

    static void write(
            RunFolder folder,
            SignalSet examples,
            Denoised byTotalVariation,
            Map<ModelKind, Denoised> byModel,
            PrintStream out) {
        Pictures.write(folder.signals(), () -> picture(examples, byTotalVariation, byModel), out);
    }

    private static BufferedImage picture(
            SignalSet examples, Denoised byTotalVariation, Map<ModelKind, Denoised> byModel) {
        XYChart[] charts = IntStream.range(0, examples.size())
                .mapToObj(signal -> chart(examples, signal, byTotalVariation, byModel))
                .toArray(XYChart[]::new);
        BufferedImage[] rows = IntStream.range(0, (charts.length + ROW - 1) / ROW)
                .mapToObj(row -> Arrays.copyOfRange(charts, row * ROW, Math.min(charts.length, (row + 1) * ROW)))
                .map(Pictures::sideBySide)
                .toArray(BufferedImage[]::new);
        BufferedImage picture =
                new BufferedImage(rows[0].getWidth(), rows.length * rows[0].getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        for (int row = 0; row < rows.length; row++) {
            canvas.drawImage(rows[row], 0, row * rows[0].getHeight(), null);
        }
        canvas.dispose();
        return picture;
    }

    private static XYChart chart(
            SignalSet examples, int signal, Denoised byTotalVariation, Map<ModelKind, Denoised> byModel) {
        XYChart chart = new XYChartBuilder()
                .width(760)
                .height(430)
                .title("Test signal " + (signal + 1))
                .build();
        XYStyler styler = Look.apply(chart, 13);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setXAxisMin(0.0).setXAxisMax((double) examples.length());
        styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0").setPlotGridVerticalLinesVisible(false);
        XYSeries noisy = add(chart, "with noise", examples.length(), examples.noisy(), signal, Palette.NOISE);
        noisy.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        noisy.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Palette.NOISE);
        add(chart, "without", examples.length(), examples.clean(), signal, Look.INK);
        add(chart, "total variation", examples.length(), byTotalVariation.signals(), signal, Palette.TOTAL_VARIATION);
        byModel.forEach((model, denoised) ->
                add(chart, model.title(), examples.length(), denoised.signals(), signal, Palette.of(model)));
        return chart;
    }

    private static XYSeries add(XYChart chart, String name, int length, double[] signals, int signal, Color color) {
        XYSeries series = chart.addSeries(
                name,
                // At the middle of its place. (Whole numbers, evenly spaced, would become XChart's tick marks.)
                IntStream.range(0, length).mapToDouble(i -> i + 0.5).toArray(),
                Arrays.copyOfRange(signals, signal * length, (signal + 1) * length));
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2f));
        return series;
    }
}
