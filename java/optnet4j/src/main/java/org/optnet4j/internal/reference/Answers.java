package org.optnet4j.internal.reference;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.Factorization;

/** The arrays of a solution, NaN where nothing is put; each problem writes its own entries only. */
final class Answers {
    private final QpBatch batch;
    private final double[] x;
    private final double[] nu;
    private final double[] slack;
    private final double[] slackL;

    /** Of upper and lower bounds of rows, and of upper and lower bounds of variables. */
    private final double[][] multipliers;

    final int[] status;
    private final int[] iterations;
    private final double[] primalResidual;
    private final double[] dualResidual;
    private final double[] gap;
    private final double[] objective;

    Answers(QpBatch batch) {
        this.batch = batch;
        int n = batch.n();
        int m = batch.m();
        boolean above = batch.h().length() > 0;
        x = filled(n, Double.NaN);
        nu = filled(batch.p(), Double.NaN);
        multipliers = new double[][] {
            filled(m, above ? Double.NaN : 0),
            filled(batch.l().length() > 0 ? m : 0, Double.NaN),
            filled(batch.ub().length() > 0 ? n : 0, Double.NaN),
            filled(batch.lb().length() > 0 ? n : 0, Double.NaN)
        };
        slack = filled(m, above ? Double.NaN : Double.POSITIVE_INFINITY);
        slackL = filled(batch.l().length() > 0 ? m : 0, Double.NaN);
        status = new int[batch.batchSize()];
        iterations = new int[batch.batchSize()];
        primalResidual = filled(1, Double.NaN);
        dualResidual = filled(1, Double.NaN);
        gap = filled(1, Double.NaN);
        objective = filled(1, Double.NaN);
    }

    /** An answer of the dual form. */
    void put(int problem, Solved solved) {
        status[problem] = solved.status().code();
        iterations[problem] = solved.iterations();
        Iterate iterate = solved.iterate();
        put(iterate.x(), x, problem);
        put(iterate.nu(), nu, problem);
        put(iterate.lambda(), multipliers[0], problem);
        put(iterate.s(), slack, problem);
        put(solved.residuals(), problem);
    }

    /** An answer of the normal form. */
    void put(int problem, NormalIteration.End end, StackedBounds bounds) {
        status[problem] = end.status().code();
        iterations[problem] = end.iterations();
        put(end.x(), x, problem);
        put(end.y(), nu, problem);
        for (int kind = 0; kind < 4; kind++) {
            put(bounds.part(end.z(), kind), multipliers[kind], problem);
        }
        put(bounds.part(bounds.visible(end.s()), 0), slack, problem);
        put(bounds.part(bounds.visible(end.s()), 1), slackL, problem);
        put(end.residuals(), problem);
    }

    private void put(Residuals residuals, int problem) {
        primalResidual[problem] = residuals.primal().residual();
        dualResidual[problem] = residuals.dual().residual();
        gap[problem] = residuals.gap().residual();
        objective[problem] = residuals.objective();
    }

    BackendSolution toSolution(@Nullable Factorization factorization) {
        return new BackendSolution(
                array(x),
                array(nu),
                array(multipliers[0]),
                array(slack),
                status,
                iterations,
                primalResidual,
                dualResidual,
                gap,
                objective,
                array(multipliers[1]),
                array(multipliers[3]),
                array(multipliers[2]),
                array(slackL),
                new BitSet(),
                factorization);
    }

    private BatchArray array(double[] values) {
        return BatchArray.perProblem(values).to(batch.precision());
    }

    private static void put(double[] block, double[] all, int problem) {
        System.arraycopy(block, 0, all, problem * block.length, block.length);
    }

    private double[] filled(int perProblem, double value) {
        double[] values = new double[Math.multiplyExact(batch.batchSize(), perProblem)];
        Arrays.fill(values, value);
        return values;
    }
}
