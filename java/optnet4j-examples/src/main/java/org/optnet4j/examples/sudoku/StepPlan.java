package org.optnet4j.examples.sudoku;

/**
 * What a {@link Schedule} has for one step.
 *
 * @param rate the learning rate
 * @param smoothing of the quadratic programs
 * @param fewestHoles of a training puzzle, unless the rule lets fewer cells go
 * @param mostHoles of a training puzzle
 */
record StepPlan(double rate, double smoothing, int fewestHoles, int mostHoles) {}
