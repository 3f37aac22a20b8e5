package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.Factorization;

/** The arrays that native code writes the answers of a batch to. */
final class Answers {
    final Object x;
    final Object nu;
    final Object lambda;
    final Object slack;
    final int[] status;
    private final int[] iterations;
    private final double[] primalResidual;
    private final double[] dualResidual;
    private final double[] gap;
    private final double[] objective;

    Answers(QpBatch batch) {
        int size = batch.batchSize();
        Precision precision = batch.precision();
        x = Numbers.allocate(precision, size, batch.n());
        nu = Numbers.allocate(precision, size, batch.p());
        lambda = Numbers.allocate(precision, size, batch.m());
        slack = Numbers.allocate(precision, size, batch.m());
        status = new int[size];
        iterations = new int[size];
        primalResidual = new double[size];
        dualResidual = new double[size];
        gap = new double[size];
        objective = new double[size];
    }

    /** In the order of {@link Bindings#solve}. */
    Object[] toArray() {
        return new Object[] {x, nu, lambda, slack, status, iterations, primalResidual, dualResidual, gap, objective};
    }

    BackendSolution toSolution(@Nullable Factorization factorization) {
        return new BackendSolution(
                Numbers.perProblem(x),
                Numbers.perProblem(nu),
                Numbers.perProblem(lambda),
                Numbers.perProblem(slack),
                status,
                iterations,
                primalResidual,
                dualResidual,
                gap,
                objective,
                factorization);
    }
}
