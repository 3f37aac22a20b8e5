package org.optnet4j.examples.sudoku;

/**
 * A puzzle and its only solution.
 *
 * @param givens the board with blanks
 * @param solution the full board
 */
public record Puzzle(Board givens, Board solution) {}
