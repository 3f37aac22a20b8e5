package org.optnet4j.internal.forms;

import java.util.Arrays;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.GeneralAdjoint;

/**
 * The adjoint systems of a batch as what they are, quadratic programs with the matrices of the batch: in double precision,
 * with the largest number of each right-hand side scaled to 1.
 */
interface AdjointPrograms {
    /** An accuracy at which a gradient can be told from a difference quotient by nobody. */
    QpSettings SETTINGS =
            QpSettings.defaults().withEpsAbs(1e-10).withEpsRel(1e-10).withGradients(false);

    /** A program for each problem of the batch; those of problems that are not solved say nothing. */
    QpBatch toBatch();

    /**
     * What an answer says of a problem.
     *
     * @param k which, among those that are solved
     * @param answers to all programs, this one solved
     */
    GeneralAdjoint adjoint(int k, BackendSolution answers);

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

    /** Scales a vector in place. */
    static double[] scaled(double factor, double[] values) {
        Arrays.setAll(values, j -> factor * values[j]);
        return values;
    }
}
