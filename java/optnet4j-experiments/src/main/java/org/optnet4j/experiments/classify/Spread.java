package org.optnet4j.experiments.classify;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * Numbers of several runs.
 *
 * @param mean of them
 * @param least of them
 * @param most of them
 */
record Spread(double mean, double least, double most) {
    static Spread of(double... values) {
        DoubleSummaryStatistics statistics = DoubleStream.of(values).summaryStatistics();
        return new Spread(statistics.getAverage(), statistics.getMin(), statistics.getMax());
    }
}
