package org.optnet4j.experiments.denoise;

import java.util.Locale;

/** The results of a run as a table for people. */
final class ResultTable {
    private ResultTable() {}

    static String of(Metrics metrics) {
        TotalVariationResult tv = metrics.totalVariation();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-28s %10s %10s %22s%n%-28s %10.2f %10.2f   (lambda = %d)%n",
                "mean squared error",
                "training",
                "test",
                "test, relative to TV",
                "total variation",
                tv.trainMse(),
                tv.testMse(),
                tv.lambda()));
        for (ModelMetrics model : metrics.models()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-28s %10.2f %10.2f %+20.1f %%%n",
                    model.model().title(),
                    model.trainMse(),
                    model.testMse(),
                    100 * (model.testMse() / tv.testMse() - 1)));
        }
        return table.append(System.lineSeparator()).toString();
    }
}
