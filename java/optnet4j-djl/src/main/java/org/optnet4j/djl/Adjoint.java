package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpParameter;
import org.optnet4j.QpSolution;

/**
 * The gradients of several linear functions of the minimisers, the rows, with respect to q, b and h: solutions of the
 * adjoint system, one for each row and problem.
 */
final class Adjoint {
    private final QpSolution solution;
    private final int rows;
    private final @Nullable NewArray q;
    private final @Nullable NewArray b;
    private final @Nullable NewArray h;

    /**
     * Takes the memory.
     *
     * @param scope what the arrays belong to
     * @param solution of a batch with q, b and h for each problem
     * @param rows how many linear functions there are
     */
    Adjoint(NDManager scope, QpSolution solution, int rows, boolean wantsQ, boolean wantsB, boolean wantsH) {
        this.solution = solution;
        this.rows = rows;
        QpBatch batch = solution.batch();
        q = wantsQ ? memory(scope, batch.n()) : null;
        b = wantsB ? memory(scope, batch.p()) : null;
        h = wantsH ? memory(scope, batch.m()) : null;
    }

    /**
     * Solves the system for one row.
     *
     * @param row its index
     * @param dLdx the gradient of its linear function with respect to x
     */
    void solve(int row, BatchArray dLdx) {
        GradientTargets targets = GradientTargets.only();
        targets = with(targets, QpParameter.q, q, row);
        targets = with(targets, QpParameter.b, b, row);
        targets = with(targets, QpParameter.h, h, row);
        solution.gradients(dLdx, null, null, targets);
    }

    /**
     * The products of each row's gradient with respect to q and a vector.
     *
     * @param type to compute in
     * @param vectors batch x n
     * @return batch x rows
     */
    NDArray dx(DataType type, NDArray vectors) {
        return products(q, type, vectors);
    }

    /** The products of each row's gradient with respect to b and a vector, batch x p. */
    NDArray db(DataType type, NDArray vectors) {
        return products(b, type, vectors);
    }

    /** The products of each row's gradient with respect to h and a vector, batch x m. */
    NDArray dh(DataType type, NDArray vectors) {
        return products(h, type, vectors);
    }

    private NewArray memory(NDManager scope, int length) {
        QpBatch batch = solution.batch();
        return new NewArray(scope, Tensors.typeOf(batch.precision()), new Shape(rows, batch.batchSize(), length));
    }

    private GradientTargets with(GradientTargets targets, QpParameter parameter, @Nullable NewArray memory, int row) {
        if (memory == null) {
            return targets;
        }
        int length = parameter.of(solution.batch()).length();
        return targets.into(parameter, memory.perProblem(row * length, length));
    }

    private static NDArray products(@Nullable NewArray gradients, DataType type, NDArray vectors) {
        NDArray perProblem = gradients.finish().toType(type, false).transpose(1, 0, 2);
        return perProblem.matMul(vectors.expandDims(2)).squeeze(2);
    }
}
