package org.optnet4j.experiments.classify;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

/** Draws test error and training loss against the epoch: a thin line for each seed, a bold one for their mean. */
final class LearningCurves {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    private static final Map<Classifier, Color> COLORS =
            new EnumMap<>(Map.of(Classifier.optnet, new Color(0x2F6DB5), Classifier.fc, new Color(0xD9622B)));
    private static final Map<Classifier, Color> PALE =
            new EnumMap<>(Map.of(Classifier.optnet, new Color(0xA9C4E4), Classifier.fc, new Color(0xF2C0A8)));
    private static final Map<Classifier, String> NAMES =
            new EnumMap<>(Map.of(Classifier.optnet, "FC600-FC10-OptNet10", Classifier.fc, "FC600-FC10-FC10"));

    private LearningCurves() {}

    static BufferedImage draw(Metrics metrics) {
        return Pictures.sideBySide(
                chart(metrics, "Test error (%)", "0.0", epoch -> 100 * epoch.testError()),
                chart(metrics, "Training loss (cross-entropy)", "0.00", EpochMetrics::trainLoss));
    }

    private static XYChart chart(Metrics metrics, String title, String pattern, ToDoubleFunction<EpochMetrics> value) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title + ", " + metrics.data())
                .xAxisTitle("epoch")
                .build();
        XYStyler styler = Look.apply(chart, 15);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setPlotGridVerticalLinesVisible(false)
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern(pattern);
        for (Metrics.Run run : metrics.runs()) {
            if (!run.epochs().isEmpty()) {
                Classifier model = run.settings().model();
                double[] values = run.epochs().stream().mapToDouble(value).toArray();
                XYSeries series = chart.addSeries(run.settings().name(), numbers(values.length), values);
                series.setMarker(SeriesMarkers.NONE)
                        .setLineColor(PALE.get(model))
                        .setLineStyle(new BasicStroke(1.2f))
                        .setShowInLegend(false);
            }
        }
        for (Classifier model : Classifier.values()) {
            addMean(chart, model, metrics.runs(), value);
        }
        return chart;
    }

    private static void addMean(
            XYChart chart, Classifier model, List<Metrics.Run> runs, ToDoubleFunction<EpochMetrics> value) {
        List<List<EpochMetrics>> own = runs.stream()
                .filter(run -> run.settings().model() == model && !run.epochs().isEmpty())
                .map(Metrics.Run::epochs)
                .toList();
        int common = own.stream().mapToInt(List::size).min().orElse(0);
        if (common == 0) {
            return;
        }
        double[] means = IntStream.range(0, common)
                .mapToDouble(epoch -> own.stream()
                        .mapToDouble(epochs -> value.applyAsDouble(epochs.get(epoch)))
                        .average()
                        .orElseThrow())
                .toArray();
        String name = NAMES.get(model) + (own.size() == 1 ? "" : ", mean of " + own.size() + " seeds");
        XYSeries series = chart.addSeries(name, numbers(common), means);
        series.setMarker(common == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
                .setMarkerColor(COLORS.get(model));
        series.setLineColor(COLORS.get(model)).setLineStyle(new BasicStroke(3f));
    }

    private static double[] numbers(int count) {
        return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    }
}
