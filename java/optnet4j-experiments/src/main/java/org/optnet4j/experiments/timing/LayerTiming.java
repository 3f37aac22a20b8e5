package org.optnet4j.experiments.timing;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/** The paper's Figure 1: a QP layer beside a linear one, by size. */
final class LayerTiming {
    private final TimingRequest request;
    private final Stopwatch stopwatch;

    LayerTiming(TimingRequest request, Stopwatch stopwatch) {
        this.request = request;
        this.stopwatch = stopwatch;
    }

    /** Measures all sizes and precisions, and hands over each as soon as it is there. */
    List<LayerTime> measure(QpSolver solver, NDManager manager, Consumer<LayerTime> each) {
        List<LayerTime> times = new ArrayList<>();
        for (int n : request.sizes()) {
            for (Precision precision : request.precisions()) {
                for (LayerTime time : List.of(linear(manager, n, precision), quadratic(solver, n, precision))) {
                    times.add(time);
                    each.accept(time);
                }
            }
        }
        return times;
    }

    private LayerTime linear(NDManager manager, int n, Precision precision) {
        Stopwatch.Median median = stopwatch.median(new LinearLayerTrial(manager, request.layerBatch(), n, precision));
        return time("linear", precision, n, median, 0);
    }

    private LayerTime quadratic(QpSolver solver, int n, Precision precision) {
        PaperProblems problems = PaperProblems.make(request.layerBatch(), n, precision, request.seed());
        QpBatch batch = problems.batch();
        Stopwatch.Median median = stopwatch.median(new QpLayerTrial(solver, batch));
        try (QpSolution solution = solver.solve(batch)) {
            return time("QP", precision, n, median, problems.residual(solution));
        }
    }

    private LayerTime time(String layer, Precision precision, int n, Stopwatch.Median median, double residual) {
        String name = precision.name().toLowerCase(Locale.ROOT);
        return new LayerTime(
                layer,
                name,
                request.layerBatch(),
                n,
                median.seconds()[0],
                median.seconds()[1],
                median.trials(),
                residual);
    }
}
