/**
 * {@code ./optnet4j bench}: a selection of measurements that takes minutes, all in one JVM, each checked before it is timed.
 */
@NullMarked
package org.optnet4j.benchmarks.bench;

import org.jspecify.annotations.NullMarked;
