package org.optnet4j.benchmarks.problems;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Family F2, the layer that learns 4x4 Sudoku: n = 64 (a cell and a digit each), m = 64, p = 40; Q = 0.1 I, G = -I, h = 0,
 * A uniform in [0, 1), b = A 1; q is minus a puzzle. The problems differ in q only.
 */
final class SudokuLayer {
    private static final long SEED = 20260102;
    private static final int N = 64;
    private static final int P = 40;
    private static final int[][] BOARD = {{0, 1, 2, 3}, {2, 3, 0, 1}, {1, 0, 3, 2}, {3, 2, 1, 0}};

    private SudokuLayer() {}

    static Problems make(int count) {
        Problems problems = Problems.zeros(count, N, N, P);
        double[] A = RandomStreams.at(SEED, 0).doubles(P * N).toArray();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < N; j++) {
                problems.Q()[(i * N + j) * N + j] = 0.1;
                problems.G()[(i * N + j) * N + j] = -1;
            }
            Numbers.put(A, problems.A(), i * P * N);
            for (int k = 0; k < P * N; k++) {
                problems.b()[i * P + k / N] += A[k];
            }
            puzzle(RandomStreams.at(SEED, 1, i), problems.q(), i * N);
        }
        return problems;
    }

    /** A board with other digits, a part of its cells known. */
    private static void puzzle(SplittableRandom random, double[] q, int at) {
        int turn = random.nextInt(4);
        double known = 0.3 + 0.4 * random.nextDouble();
        for (int cell = 0; cell < N / 4; cell++) {
            if (random.nextDouble() < known) {
                int digit = (BOARD[cell / 4][cell % 4] + turn) % 4;
                q[at + 4 * cell + digit] = -1;
            }
        }
    }
}
