package org.optnet4j.examples.sudoku;

/**
 * How puzzles with about the same number of givens were filled in.
 *
 * @param fewestGivens of the puzzles of this band
 * @param mostGivens of them
 * @param boards how many there are
 * @param boardError fraction of the boards that break a rule
 * @param cellError fraction of the blanks that were filled in wrongly
 */
record BandScore(int fewestGivens, int mostGivens, int boards, double boardError, double cellError) {}
