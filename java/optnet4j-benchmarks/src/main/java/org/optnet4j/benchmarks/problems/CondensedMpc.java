package org.optnet4j.benchmarks.problems;

import java.util.SplittableRandom;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Family F3, condensed model predictive control: 6 states, 2 inputs u, horizon 20, so n = 40. A random plant of spectral
 * radius 1.02, cost x'x + 0.1 u'u, |u| &le; 0.5 (m = 80); with bounds on an output at each step m = 120.
 */
final class CondensedMpc {
    private static final long SEED = 20260103;
    private static final int STATES = 6;
    private static final int INPUTS = 2;
    private static final int HORIZON = 20;
    private static final int N = INPUTS * HORIZON;
    private static final double LIMIT = 0.5;

    private CondensedMpc() {}

    static Problems make(int count, boolean outputs) {
        int m = 2 * N + (outputs ? 2 * HORIZON : 0);
        Problems problems = Problems.zeros(count, N, m, 0);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = RandomStreams.at(SEED, outputs ? 1 : 0, i);
            DMatrixRMaj plant = plant(random);
            DMatrixRMaj input = normals(random, STATES, INPUTS);
            DMatrixRMaj start = normals(random, STATES, 1);
            CommonOps_DDRM.scale(2, start);
            // The states are S u + T x0, one block of rows per step.
            DMatrixRMaj S = new DMatrixRMaj(HORIZON * STATES, N);
            DMatrixRMaj free = new DMatrixRMaj(HORIZON * STATES, 1);
            roll(plant, input, start, S, free);
            DMatrixRMaj Q = new DMatrixRMaj(N, N);
            CommonOps_DDRM.multInner(S, Q);
            for (int j = 0; j < N; j++) {
                Q.add(j, j, 0.1);
            }
            DMatrixRMaj q = new DMatrixRMaj(N, 1);
            CommonOps_DDRM.multTransA(S, free, q);
            Numbers.put(Q.data, problems.Q(), i * N * N);
            Numbers.put(q.data, problems.q(), i * N);
            bounds(problems, i);
            if (outputs) {
                outputs(problems, i, normals(random, 1, STATES), S, free, Q, q);
            }
        }
        return problems;
    }

    private static DMatrixRMaj plant(SplittableRandom random) {
        DMatrixRMaj plant = normals(random, STATES, STATES);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(STATES, false);
        if (!eigen.decompose(plant.copy())) {
            throw new IllegalStateException("the eigenvalues of a plant were not found");
        }
        double radius = 0;
        for (int j = 0; j < STATES; j++) {
            Complex_F64 value = eigen.getEigenvalue(j);
            radius = Math.max(radius, value.getMagnitude());
        }
        CommonOps_DDRM.scale(1.02 / radius, plant);
        return plant;
    }

    private static void roll(DMatrixRMaj plant, DMatrixRMaj input, DMatrixRMaj start, DMatrixRMaj S, DMatrixRMaj free) {
        DMatrixRMaj state = start;
        DMatrixRMaj response = input;
        for (int step = 0; step < HORIZON; step++) {
            DMatrixRMaj next = new DMatrixRMaj(STATES, 1);
            CommonOps_DDRM.mult(plant, state, next);
            state = next;
            CommonOps_DDRM.insert(state, free, step * STATES, 0);
            for (int later = step; later < HORIZON; later++) {
                CommonOps_DDRM.insert(response, S, later * STATES, (later - step) * INPUTS);
            }
            DMatrixRMaj further = new DMatrixRMaj(STATES, INPUTS);
            CommonOps_DDRM.mult(plant, response, further);
            response = further;
        }
    }

    private static void bounds(Problems problems, int i) {
        int m = problems.m();
        for (int j = 0; j < N; j++) {
            problems.G()[(i * m + j) * N + j] = 1;
            problems.G()[(i * m + N + j) * N + j] = -1;
            problems.h()[i * m + j] = problems.h()[i * m + N + j] = LIMIT;
        }
    }

    /** Bounds on an output that nine tenths of the clipped optimum without them satisfies. */
    private static void outputs(
            Problems problems,
            int i,
            DMatrixRMaj output,
            DMatrixRMaj S,
            DMatrixRMaj free,
            DMatrixRMaj Q,
            DMatrixRMaj q) {
        DMatrixRMaj u = new DMatrixRMaj(N, 1);
        if (!CommonOps_DDRM.solve(Q, q, u)) {
            throw new IllegalStateException("Q of problem " + i + " is singular");
        }
        for (int j = 0; j < N; j++) {
            u.data[j] = 0.9 * Math.max(-LIMIT, Math.min(LIMIT, -u.data[j]));
        }
        int m = problems.m();
        for (int step = 0; step < HORIZON; step++) {
            double atRest = 0;
            double moved = 0;
            double[] row = new double[N];
            for (int k = 0; k < STATES; k++) {
                atRest += output.get(k) * free.get(step * STATES + k);
                for (int j = 0; j < N; j++) {
                    row[j] += output.get(k) * S.get(step * STATES + k, j);
                }
            }
            for (int j = 0; j < N; j++) {
                moved += row[j] * u.get(j);
                problems.G()[(i * m + 2 * N + step) * N + j] = row[j];
                problems.G()[(i * m + 2 * N + HORIZON + step) * N + j] = -row[j];
            }
            double bound = Math.max(LIMIT, Math.abs(moved + atRest) + 0.05);
            problems.h()[i * m + 2 * N + step] = bound - atRest;
            problems.h()[i * m + 2 * N + HORIZON + step] = bound + atRest;
        }
    }

    private static DMatrixRMaj normals(SplittableRandom random, int rows, int columns) {
        return new DMatrixRMaj(rows, columns, true, Numbers.normals(random, rows * columns));
    }
}
