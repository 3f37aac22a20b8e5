package org.optnet4j.internal.forms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.GeneralAdjoint;

/**
 * The adjoint systems of a batch as what they are, quadratic programs with the matrices of the batch: in double precision,
 * with the largest number of each right-hand side scaled to 1.
 */
interface AdjointPrograms {
    /** Far more accurate than a difference quotient can check. */
    QpSettings SETTINGS =
            QpSettings.defaults().withEpsAbs(1e-10).withEpsRel(1e-10).withGradients(false);

    /** A program for each problem of the batch; those of problems that are not solved say nothing. */
    QpBatch toBatch();

    /**
     * What an answer says of a problem.
     *
     * @param k which, among those that are solved
     * @param answers to all programs, this one solved
     * @return null if it is too inaccurate
     */
    @Nullable
    GeneralAdjoint adjoint(int k, BackendSolution answers);

    /**
     * The programs, with the equalities of a batch and what is held of its rows and variables.
     *
     * @param Q the curvature, of length n where it is a diagonal
     * @param b right-hand sides of the equalities
     * @param rows what is held of them; null where the programs have none
     * @param variables likewise
     */
    static QpBatch of(
            QpBatch batch,
            boolean diagonal,
            BatchArray Q,
            double[] q,
            double[] b,
            @Nullable Limits rows,
            @Nullable Limits variables) {
        QpBatch.Builder builder = QpBatch.builder(batch.batchSize(), batch.n()).q(BatchArray.perProblem(q));
        if (diagonal) {
            builder.Qdiag(Q);
        } else {
            builder.Q(Q);
        }
        if (batch.p() > 0) {
            builder.A(batch.A().to(Precision.FLOAT64)).b(BatchArray.perProblem(b));
        }
        if (rows != null) {
            builder.G(batch.G().to(Precision.FLOAT64)).u(rows.upper()).l(rows.lower());
        }
        if (variables != null) {
            builder.ub(variables.upper()).lb(variables.lower());
        }
        return builder.build();
    }

    /** The largest absolute value of all numbers; NaN if one is. */
    static double largest(double[]... vectors) {
        double largest = 0;
        for (double[] vector : vectors) {
            for (double each : vector) {
                largest = Math.max(largest, Math.abs(each));
            }
        }
        return largest;
    }

    static double[] scaled(double factor, double[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, j -> factor * values[j]);
        return result;
    }
}
