package org.optnet4j.internal.nativelib;

import java.util.BitSet;
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
    private final Object lambdaL;
    private final Object slackL;
    private final Object lambdaLb;
    private final Object lambdaUb;

    Answers(QpBatch batch) {
        int size = batch.batchSize();
        Precision precision = batch.precision();
        x = Numbers.allocate(precision, size, batch.n());
        nu = Numbers.allocate(precision, size, batch.p());
        int m = batch.m();
        int n = batch.n();
        lambda = Numbers.allocate(precision, size, m);
        slack = batch.h().length() == 0 ? Numbers.infinite(precision, size, m) : Numbers.allocate(precision, size, m);
        lambdaL = Numbers.allocate(precision, size, batch.l().length() == 0 ? 0 : m);
        slackL = Numbers.allocate(precision, size, batch.l().length() == 0 ? 0 : m);
        lambdaLb = Numbers.allocate(precision, size, batch.lb().length() == 0 ? 0 : n);
        lambdaUb = Numbers.allocate(precision, size, batch.ub().length() == 0 ? 0 : n);
        status = new int[size];
        iterations = new int[size];
        primalResidual = new double[size];
        dualResidual = new double[size];
        gap = new double[size];
        objective = new double[size];
    }

    /** In the order of {@link Bindings#solve}. */
    Object[] toArray() {
        return new Object[] {
            x,
            nu,
            lambda,
            slack,
            status,
            iterations,
            primalResidual,
            dualResidual,
            gap,
            objective,
            lambdaL,
            slackL,
            lambdaLb,
            lambdaUb
        };
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
                Numbers.perProblem(lambdaL),
                Numbers.perProblem(lambdaLb),
                Numbers.perProblem(lambdaUb),
                Numbers.perProblem(slackL),
                new BitSet(),
                factorization);
    }
}
