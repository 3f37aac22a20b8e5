package org.optnet4j.examples.sudoku;

/**
 * What the layer of a large board has for rules: A x = A z0. A is learned, z0 is not.
 *
 * @param A the equality rows, p x n, row-major, where n is the length of a board's one-hot form
 * @param z0 the point that the equalities pass through, n
 */
record Equations(double[] A, double[] z0) {
    Equations copy() {
        return new Equations(A.clone(), z0);
    }

    boolean hasShape(int equalities, Grid grid) {
        return A.length == equalities * grid.oneHot() && z0.length == grid.oneHot();
    }
}
