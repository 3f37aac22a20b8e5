package org.optnet4j.benchmarks.bench;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.results.Row;

/**
 * Something to measure.
 *
 * @param row what it is; as many problems as its batch says
 * @param least how many of these problems a slow solver has to solve; all of them where the batch counts as a whole
 * @param missing why there is nothing to measure; null if there is
 * @param start prepares a batch of as many problems as it is told
 */
record Job(Row row, int least, @Nullable String missing, IntFunction<Trial> start) {}
