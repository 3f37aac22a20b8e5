package org.optnet4j.examples.sudoku;

import java.util.List;

/**
 * How the test puzzles were filled in, and how that depends on the number of their givens.
 *
 * @param loss mean squared error over all numbers of a board
 * @param boardError fraction of the boards that break a rule
 * @param cellError fraction of the blanks that were filled in wrongly
 * @param unsolved how many boards were not answered
 * @param byGivens the errors by number of givens, fewest first; bands without a puzzle are left out
 */
record HeldOutScore(double loss, double boardError, double cellError, long unsolved, List<BandScore> byGivens) {}
