package org.optnet4j.internal.general;

import java.util.stream.IntStream;

/** Ax = b, and below it the rows of G and the variables whose two bounds are equal. */
final class Equalities {
    final int count;

    /** count x n. */
    final double[] matrix;

    final double[] rightHandSide;

    /** The fixed rows of G, which come after those of A. */
    final int[] rows;

    /** The fixed variables, which come last. */
    final int[] variables;

    Equalities(GeneralProblem problem) {
        int n = problem.n();
        int p = problem.p();
        rows = fixed(problem, true, problem.m());
        variables = fixed(problem, false, n);
        count = p + rows.length + variables.length;
        matrix = new double[count * n];
        rightHandSide = new double[count];
        System.arraycopy(problem.A(), 0, matrix, 0, p * n);
        System.arraycopy(problem.b(), 0, rightHandSide, 0, p);
        int at = p;
        for (int row : rows) {
            System.arraycopy(problem.G(), row * n, matrix, at * n, n);
            rightHandSide[at++] = problem.u()[row];
        }
        for (int variable : variables) {
            matrix[at * n + variable] = 1;
            rightHandSide[at++] = problem.ub()[variable];
        }
    }

    private static int[] fixed(GeneralProblem problem, boolean row, int size) {
        return IntStream.range(0, size)
                .filter(i -> Bounds.isFixed(problem, row, i))
                .toArray();
    }
}
