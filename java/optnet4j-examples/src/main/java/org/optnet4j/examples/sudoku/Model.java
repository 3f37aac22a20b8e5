package org.optnet4j.examples.sudoku;

/**
 * The content of {@code model.json}: the kept model.
 *
 * @param version of OptNet4J
 * @param backend what computed it
 * @param settings of the run
 * @param epoch it was kept from
 * @param weights the model
 * @param <S> the settings' class
 * @param <W> the model's
 */
record Model<S, W>(String version, String backend, S settings, int epoch, W weights) {}
