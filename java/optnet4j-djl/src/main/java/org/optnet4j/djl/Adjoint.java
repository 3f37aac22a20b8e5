package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpParameter;
import org.optnet4j.QpSolution;

/**
 * The gradients of several linear functions of the minimisers, the rows, with respect to vectors of the problems: solutions
 * of the adjoint system, one for each row and problem.
 */
final class Adjoint {
    private final QpSolution solution;
    private final Map<QpParameter, NewArray> gradients = new EnumMap<>(QpParameter.class);

    /**
     * Takes the memory.
     *
     * @param scope what the arrays belong to
     * @param solution of a batch with vectors for each problem
     * @param rows how many linear functions there are
     * @param wanted vectors, whose gradients are wanted
     */
    Adjoint(NDManager scope, QpSolution solution, int rows, Set<QpParameter> wanted) {
        this.solution = solution;
        QpBatch batch = solution.batch();
        DataType type = Tensors.typeOf(batch.precision());
        for (QpParameter vector : wanted) {
            Shape shape = new Shape(rows, batch.batchSize(), lengthOf(vector) / batch.batchSize());
            gradients.put(vector, new NewArray(scope, type, shape));
        }
    }

    /**
     * Solves the system for one row.
     *
     * @param row its index
     * @param dLdx the gradient of its linear function with respect to x
     */
    void solve(int row, BatchArray dLdx) {
        GradientTargets targets = GradientTargets.only();
        for (Map.Entry<QpParameter, NewArray> each : gradients.entrySet()) {
            int length = lengthOf(each.getKey());
            targets = targets.into(each.getKey(), each.getValue().perProblem(row * length, length));
        }
        solution.gradients(dLdx, null, null, targets);
    }

    /**
     * The products of each row's gradient with respect to a vector and other vectors of its length.
     *
     * @param vector one of those wanted
     * @param type to compute in
     * @param others one for each problem
     * @return batch x rows
     */
    NDArray products(QpParameter vector, DataType type, NDArray others) {
        NDArray rows = gradients.get(vector).finish().toType(type, false);
        return rows.transpose(1, 0, 2).matMul(others.expandDims(2)).squeeze(2);
    }

    /** Of all problems together. */
    private int lengthOf(QpParameter vector) {
        return vector.of(solution.batch()).length();
    }
}
