/** The mini-Sudoku experiment of the OptNet paper: puzzles, the layer, its training, checkpoints and reports. */
@NullMarked
package org.optnet4j.examples.sudoku;

import org.jspecify.annotations.NullMarked;
