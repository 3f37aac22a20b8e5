package org.optnet4j.experiments.denoise;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/** Draws the errors of all models against the epoch, and that of total variation as a line. */
final class LearningCurves {
    private static final BasicStroke DASHES = new BasicStroke(2f, BasicStroke.CAP_BUTT, 0, 1, new float[] {9, 6}, 0);

    private LearningCurves() {}

    static void write(RunFolder folder, Metrics metrics, PrintStream out) {
        TotalVariationResult tv = metrics.totalVariation();
        Pictures.write(
                folder.learningCurves(),
                () -> Pictures.sideBySide(
                        chart("Training steps", metrics.models(), EpochMetrics::runningTrainMse, tv.trainMse()),
                        chart("Test signals", metrics.models(), EpochMetrics::testMse, tv.testMse())),
                out);
    }

    private static XYChart chart(
            String title, List<ModelMetrics> models, ToDoubleFunction<EpochMetrics> mse, double totalVariation) {
        int last = models.stream().mapToInt(model -> model.epochs().size()).max().orElseThrow();
        XYChart chart = new XYChartBuilder()
                .width(760)
                .height(520)
                .title(title + ": mean squared error")
                .xAxisTitle("epoch")
                .build();
        XYStyler styler = Look.apply(chart, 14);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setYAxisLogarithmic(true)
                .setXAxisMin(0.0)
                .setXAxisMax((double) last)
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0.#");
        line(chart, "total variation", new double[] {0, last}, new double[] {totalVariation, totalVariation})
                .setLineColor(Palette.TOTAL_VARIATION)
                .setLineStyle(DASHES);
        for (ModelMetrics model : models) {
            Color color = Palette.of(model.model());
            List<EpochMetrics> epochs = model.epochs();
            line(
                            chart,
                            model.model().title(),
                            epochs.stream().mapToDouble(EpochMetrics::epoch).toArray(),
                            epochs.stream().mapToDouble(mse).toArray())
                    .setLineColor(color)
                    .setLineStyle(new BasicStroke(2.5f));
        }
        return chart;
    }

    private static org.knowm.xchart.XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        return (org.knowm.xchart.XYSeries) chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }
}
