package org.optnet4j.experiments.timing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.optnet4j.examples.plot.Pictures;

/** The paper's two figures with this machine's times, and the paper's own. */
final class TimingPictures {
    private static final Color QP = new Color(0x2F6DB5);
    private static final Color QP_NARROW = new Color(0x7FB0E6);
    private static final Color LINEAR = new Color(0xD9622B);
    private static final Color LINEAR_NARROW = new Color(0xF0A883);
    private static final Color ACTIVE_SET = new Color(0xD9622B);
    private static final Color ADMM = new Color(0xB58A00);
    private static final Color SINGLE = new Color(0x3A9A5B);
    private static final Color SINGLE_NARROW = new Color(0x93D0A8);
    private static final String NARROW = "float32";

    private TimingPictures() {}

    /** Figure 1: forward to the left, backward to the right. */
    static BufferedImage layers(List<LayerTime> times) {
        LogChart forward = layers("Forward, batch of 128", times, LayerTime::forwardSeconds);
        forward.published(Published.QP_FORWARD, QP);
        forward.published(Published.LINEAR_FORWARD, LINEAR);
        LogChart backward = layers("Backward, batch of 128", times, LayerTime::backwardSeconds);
        backward.published(Published.QP_BACKWARD, QP);
        backward.published(Published.LINEAR_BACKWARD, LINEAR);
        return Pictures.sideBySide(forward.chart(), backward.chart());
    }

    private static LogChart layers(String title, List<LayerTime> times, ToDoubleFunction<LayerTime> seconds) {
        LogChart chart = new LogChart(title, "variables n = inequalities m; inputs = outputs");
        for (String layer : List.of("QP", "linear")) {
            for (String precision : List.of("float64", NARROW)) {
                List<LayerTime> line = times.stream()
                        .filter(time ->
                                time.layer().equals(layer) && time.precision().equals(precision))
                        .toList();
                boolean narrow = precision.equals(NARROW);
                Color color = layer.equals("QP") ? (narrow ? QP_NARROW : QP) : (narrow ? LINEAR_NARROW : LINEAR);
                chart.measured(
                        layer + ", " + precision,
                        line.stream().mapToDouble(LayerTime::n).toArray(),
                        line.stream().mapToDouble(seconds).toArray(),
                        color);
            }
        }
        return chart;
    }

    /** Figure 2. */
    static BufferedImage solvers(List<SolverTime> times, int n) {
        LogChart chart = new LogChart("QPs of " + n + " variables and " + n + " inequalities", "problems in the batch");
        add(chart, times, SolverTiming.ACTIVE_SET, "float64", ACTIVE_SET);
        add(chart, times, SolverTiming.ADMM, "float64", ADMM);
        add(chart, times, SolverTiming.SINGLE, "float64", SINGLE);
        add(chart, times, SolverTiming.SINGLE, NARROW, SINGLE_NARROW);
        add(chart, times, SolverTiming.BATCHED, "float64", QP);
        add(chart, times, SolverTiming.BATCHED, NARROW, QP_NARROW);
        chart.published(Published.SEQUENTIAL, ACTIVE_SET);
        chart.published(Published.SINGLE, SINGLE);
        chart.published(Published.BATCHED, QP);
        return Pictures.sideBySide(chart.chart());
    }

    private static void add(LogChart chart, List<SolverTime> times, String solver, String precision, Color color) {
        List<SolverTime> line = times.stream()
                .filter(time -> time.solver().equals(solver) && time.precision().equals(precision))
                .toList();
        chart.measured(
                solver + ", " + precision,
                line.stream().mapToDouble(SolverTime::batch).toArray(),
                line.stream().mapToDouble(SolverTime::seconds).toArray(),
                color);
    }
}
