package org.optnet4j.experiments.denoise;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.PrintStream;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/**
 * Draws the errors of all models against the epoch, thick for the test signals and thin for the training steps: all of
 * it, and the neighbourhood of total variation, which is a line.
 */
final class LearningCurves {
    private static final double NEAR = 1.25;
    private static final BasicStroke DASHES = new BasicStroke(2f, BasicStroke.CAP_BUTT, 0, 1, new float[] {9, 6}, 0);
    private static final BasicStroke THICK = new BasicStroke(2.8f);
    private static final BasicStroke THIN = new BasicStroke(1.2f);

    private LearningCurves() {}

    static void write(RunFolder folder, Metrics metrics, PrintStream out) {
        Pictures.write(folder.learningCurves(), () -> Pictures.sideBySide(all(metrics), near(metrics)), out);
    }

    /** All errors, between powers of ten, for which alone XChart has labels. */
    private static XYChart all(Metrics metrics) {
        double least = metrics.totalVariation().testMse();
        double most = least;
        for (ModelMetrics model : metrics.models()) {
            for (EpochMetrics epoch : model.epochs()) {
                least = Math.min(least, Math.min(epoch.testMse(), epoch.runningTrainMse()));
                most = Math.max(most, Math.max(epoch.testMse(), epoch.runningTrainMse()));
            }
        }
        XYChart chart = chart("Mean squared error (thin: training steps)", metrics.models(), metrics.totalVariation());
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
        return chart;
    }

    private static XYChart near(Metrics metrics) {
        double mse = metrics.totalVariation().testMse();
        double most = Math.ceil(NEAR * mse);
        List<ModelMetrics> near = metrics.models().stream()
                .filter(model -> model.testMse() <= most)
                .toList();
        XYChart chart = chart("The same near total variation", near, metrics.totalVariation());
        chart.getStyler()
                .setYAxisMin(Math.floor(mse / NEAR / NEAR))
                .setYAxisMax(most)
                .setYAxisDecimalPattern("0");
        return chart;
    }

    private static XYChart chart(String title, List<ModelMetrics> models, TotalVariationResult totalVariation) {
        int last =
                models.stream().mapToInt(model -> model.epochs().size()).max().orElse(1);
        XYChart chart = new XYChartBuilder()
                .width(760)
                .height(560)
                .title(title)
                .xAxisTitle("epoch")
                .build();
        XYStyler styler = Look.apply(chart, 13);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setXAxisMin(0.0)
                .setXAxisMax((double) last)
                .setXAxisDecimalPattern("0")
                .setXAxisTickMarkSpacingHint(100)
                .setPlotGridVerticalLinesVisible(false);
        double mse = totalVariation.testMse();
        add(chart, "total variation", new double[] {0, last}, new double[] {mse, mse})
                .setLineColor(Palette.TOTAL_VARIATION)
                .setLineStyle(DASHES);
        for (ModelMetrics model : models) {
            Color color = Palette.of(model.model());
            List<EpochMetrics> epochs = model.epochs();
            double[] numbers = epochs.stream().mapToDouble(EpochMetrics::epoch).toArray();
            double[] test = epochs.stream().mapToDouble(EpochMetrics::testMse).toArray();
            double[] steps =
                    epochs.stream().mapToDouble(EpochMetrics::runningTrainMse).toArray();
            String name = model.model().title();
            add(chart, name, numbers, test).setLineColor(color).setLineStyle(THICK);
            add(chart, name + ", training steps", numbers, steps)
                    .setLineColor(color)
                    .setLineStyle(THIN)
                    .setShowInLegend(false);
        }
        return chart;
    }

    private static XYSeries add(XYChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
