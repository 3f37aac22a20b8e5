package org.optnet4j.internal.forms;

import org.jspecify.annotations.Nullable;
import org.optnet4j.GradientQuality;
import org.optnet4j.QpBatch;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.Activity;

/** The quality of a gradient in the dual form: how far its solution is from a change of the active set. */
final class Margin {
    private Margin() {}

    static GradientQuality of(QpBatch batch, @Nullable BackendSolution solution, double smoothing, int problem) {
        if (solution == null || solution.status()[problem] != QpStatus.SOLVED.code()) {
            return GradientQuality.UNKNOWN;
        }
        if (smoothing > 0) {
            return new GradientQuality(Double.POSITIVE_INFINITY, Double.NaN, true);
        }
        int m = batch.m();
        double[] h = batch.h().block(problem, m);
        double[] lambda = solution.lambda().block(problem, m);
        double[] slack = solution.slack().block(problem, m);
        double largest = 0;
        for (double each : lambda) {
            largest = Math.max(largest, each);
        }
        double margin = Double.POSITIVE_INFINITY;
        boolean clear = true;
        for (int i = 0; i < m; i++) {
            double scaledSlack = slack[i] / (1 + Math.abs(h[i]));
            double scaledLambda = lambda[i] / (1 + largest);
            margin = Math.min(margin, Math.max(scaledSlack, scaledLambda));
            clear &= Activity.isClear(scaledLambda, scaledSlack);
        }
        return new GradientQuality(margin, Double.NaN, clear);
    }
}
