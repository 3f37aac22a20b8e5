/** The convolutional baseline of the paper's mini-Sudoku experiment, and both models' learning curves in one picture. */
@NullMarked
package org.optnet4j.experiments.sudoku;

import org.jspecify.annotations.NullMarked;
