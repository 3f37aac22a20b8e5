package org.optnet4j.internal.general;

import java.util.Arrays;

/** Multipliers and slacks in the caller's shapes. */
final class Multipliers {
    final double[] nu;
    final double[] lambda;
    final double[] lambdaL;
    final double[] lambdaLb;
    final double[] lambdaUb;
    final double[] slack;
    final double[] slackL;

    Multipliers(GeneralProblem problem, UserProblem user, Point at, double[] s) {
        nu = Arrays.copyOf(at.y(), problem.p());
        lambda = new double[problem.m()];
        lambdaL = new double[problem.m()];
        lambdaLb = new double[problem.n()];
        lambdaUb = new double[problem.n()];
        slack = absent(problem.m());
        slackL = absent(problem.m());
        Bounds bounds = user.bounds;
        for (int k = 0; k < bounds.count; k++) {
            int i = bounds.index[k];
            double z = at.z()[k];
            switch (bounds.kind[k]) {
                case U -> {
                    lambda[i] = z;
                    slack[i] = s[k];
                }
                case L -> {
                    lambdaL[i] = z;
                    slackL[i] = s[k];
                }
                case UB -> lambdaUb[i] = z;
                case LB -> lambdaLb[i] = z;
            }
        }
        int next = problem.p();
        for (int row : user.equalities.rows) {
            split(at.y()[next++], row, lambda, lambdaL);
            slack[row] = 0;
            slackL[row] = 0;
        }
        for (int variable : user.equalities.variables) {
            split(at.y()[next++], variable, lambdaUb, lambdaLb);
        }
    }

    /** Where both bounds are one equality, its multiplier belongs to the one that holds the point back. */
    private static void split(double y, int i, double[] upper, double[] lower) {
        upper[i] = Math.max(y, 0);
        lower[i] = Math.max(-y, 0);
    }

    void divideBy(double divisor) {
        for (double[] each : new double[][] {nu, lambda, lambdaL, lambdaLb, lambdaUb}) {
            for (int i = 0; i < each.length; i++) {
                each[i] /= divisor;
            }
        }
        Arrays.fill(slack, Double.NaN);
        Arrays.fill(slackL, Double.NaN);
    }

    private static double[] absent(int length) {
        double[] slack = new double[length];
        Arrays.fill(slack, Double.POSITIVE_INFINITY);
        return slack;
    }
}
