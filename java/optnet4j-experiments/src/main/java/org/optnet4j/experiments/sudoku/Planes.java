package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;

/** Which axis of a one-hot board (row, column, value) is the channels of the network's input and output. */
public enum Planes {
    /** One plane for each row of the board, over its columns and values: what the authors' code does. */
    rows {
        @Override
        NDArray fromBoards(NDArray boards) {
            return boards;
        }

        @Override
        NDArray toBoards(NDArray planes) {
            return planes;
        }
    },

    /** One plane for each value, over the rows and columns of the board: the board as an image. */
    values {
        @Override
        NDArray fromBoards(NDArray boards) {
            return boards.transpose(0, 3, 1, 2);
        }

        @Override
        NDArray toBoards(NDArray planes) {
            return planes.transpose(0, 2, 3, 1);
        }
    };

    /**
     * The input of the network.
     *
     * @param boards batch x row x column x value
     */
    abstract NDArray fromBoards(NDArray boards);

    /**
     * Its output as boards.
     *
     * @param planes batch x channel x height x width
     */
    abstract NDArray toBoards(NDArray planes);
}
