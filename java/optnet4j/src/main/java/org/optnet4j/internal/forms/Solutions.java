package org.optnet4j.internal.forms;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.GeneralSolution;

/** Takes answers to single problems, to be read only, out of those to a batch. */
final class Solutions {
    private final int n;
    private final int m;
    private final int p;
    private final BackendSolution answers;

    // Of bounds that the batch does not have, the same for all problems.
    private final double[] noMultipliersOfRows;
    private final double[] noMultipliersOfVariables;
    private final double[] noLimits;

    Solutions(QpBatch batch, BackendSolution answers) {
        n = batch.n();
        m = batch.m();
        p = batch.p();
        this.answers = answers;
        noMultipliersOfRows = new double[m];
        noMultipliersOfVariables = new double[n];
        noLimits = new double[m];
        Arrays.fill(noLimits, Double.POSITIVE_INFINITY);
    }

    /** The answer to a problem, with zero for multipliers that the batch does not have and no limit to such slacks. */
    GeneralSolution of(int problem) {
        return new GeneralSolution(
                QpStatus.ofCode(answers.status()[problem]),
                answers.iterations()[problem],
                answers.x().block(problem, n),
                answers.nu().block(problem, p),
                given(answers.lambda(), problem, noMultipliersOfRows),
                given(answers.lambdaL(), problem, noMultipliersOfRows),
                given(answers.lambdaLb(), problem, noMultipliersOfVariables),
                given(answers.lambdaUb(), problem, noMultipliersOfVariables),
                answers.slack().block(problem, m),
                given(answers.slackL(), problem, noLimits),
                answers.primalResidual()[problem],
                answers.dualResidual()[problem],
                answers.gap()[problem],
                answers.objective()[problem]);
    }

    private static double[] given(BatchArray values, int problem, double[] otherwise) {
        return values.length() == 0 ? otherwise : values.block(problem, otherwise.length);
    }
}
