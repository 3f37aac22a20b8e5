package org.optnet4j.experiments.denoise;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/** Draws what total variation reaches on the training signals with each weight. */
final class LambdaPlot {
    private LambdaPlot() {}

    static void write(RunFolder folder, TotalVariationResult result, PrintStream out) {
        Pictures.write(folder.lambdas(), () -> BitmapEncoder.getBufferedImage(chart(result)), out);
    }

    private static XYChart chart(TotalVariationResult result) {
        XYChart chart = new XYChartBuilder()
                .width(760)
                .height(480)
                .title("Total variation: error by weight")
                .xAxisTitle("lambda")
                .yAxisTitle("mean squared error, training signals")
                .build();
        XYStyler styler = Look.apply(chart, 14);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setYAxisMin(0.0)
                .setXAxisMin(0.0)
                .setXAxisMax((double) result.mseByLambda().length)
                .setXAxisDecimalPattern("0")
                .setPlotGridVerticalLinesVisible(false);
        double[] mse = result.mseByLambda();
        double best = mse[result.lambda()];
        chart.addSeries("every weight tried", lambdas(mse.length), mse)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Palette.TOTAL_VARIATION);
        chart.addSeries(
                        String.format(Locale.ROOT, "the best, %d: %.2f", result.lambda(), best),
                        List.of(result.lambda()),
                        List.of(best))
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Look.INK)
                .setLineColor(Look.INK)
                .setLineStyle(SeriesLines.NONE);
        return chart;
    }

    /** From 0 on, the first a little later: evenly spaced whole numbers would become XChart's tick marks, all of them. */
    private static double[] lambdas(int count) {
        return IntStream.range(0, count).mapToDouble(i -> Math.max(i, 0.1)).toArray();
    }
}
