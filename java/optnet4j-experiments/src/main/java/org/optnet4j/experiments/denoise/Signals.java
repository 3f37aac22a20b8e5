package org.optnet4j.experiments.denoise;

/**
 * The signals of a run.
 *
 * @param train to learn from
 * @param test to measure on
 */
record Signals(SignalSet train, SignalSet test) {}
