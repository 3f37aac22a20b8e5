package org.optnet4j.internal.general;

import java.util.Arrays;

/** The constraints that hold a solution: all equalities, and the bounds whose multiplier outweighs their slack. */
final class ActiveSet {
    private final GeneralProblem problem;
    private final UserProblem user;
    private final GeneralSolution at;

    /** Which bounds, in the order of {@link Bounds}. */
    private final int[] held;

    private final double margin;
    private final boolean clear;

    private ActiveSet(
            GeneralProblem problem, UserProblem user, GeneralSolution at, int[] held, double margin, boolean clear) {
        this.problem = problem;
        this.user = user;
        this.at = at;
        this.held = held;
        this.margin = margin;
        this.clear = clear;
    }

    static ActiveSet of(GeneralProblem problem, GeneralSolution at) {
        UserProblem user = new UserProblem(problem);
        Bounds bounds = user.bounds;
        double largest = 0;
        for (int k = 0; k < bounds.count; k++) {
            largest = Math.max(largest, multiplier(bounds, k, at));
        }
        int[] held = new int[bounds.count];
        int count = 0;
        double margin = Double.POSITIVE_INFINITY;
        boolean clear = true;
        for (int k = 0; k < bounds.count; k++) {
            double lambda = multiplier(bounds, k, at) / (1 + largest);
            double slack = slack(bounds, k, at) / (1 + Math.abs(bounds.limit[k]));
            margin = Math.min(margin, Math.max(lambda, slack));
            clear &= Activity.isClear(lambda, slack);
            if (lambda > slack) {
                held[count++] = k;
            }
        }
        return new ActiveSet(problem, user, at, Arrays.copyOf(held, count), margin, clear);
    }

    /** Every bound, as at a smoothed solution, which does not come close to a change. */
    static ActiveSet all(GeneralProblem problem, GeneralSolution at) {
        UserProblem user = new UserProblem(problem);
        int[] held = new int[user.bounds.count];
        Arrays.setAll(held, k -> k);
        return new ActiveSet(problem, user, at, held, Double.POSITIVE_INFINITY, true);
    }

    /** How many bounds there are in it. */
    int bounds() {
        return held.length;
    }

    /** Of these bounds. */
    double[] multipliers() {
        return Arrays.stream(held)
                .mapToDouble(k -> multiplier(user.bounds, k, at))
                .toArray();
    }

    double margin() {
        return margin;
    }

    /** Whether none of the bounds may be weakly active. */
    boolean isClear() {
        return clear;
    }

    /** The problem with the active bounds as equalities and no others. */
    GeneralProblem equalityProblem() {
        int n = problem.n();
        int fixed = user.equalities.count;
        int p = fixed + held.length;
        double[] rows = Arrays.copyOf(user.equalities.matrix, p * n);
        for (int i = 0; i < held.length; i++) {
            int k = held[i];
            int start = (fixed + i) * n;
            int sign = user.bounds.kind[k].sign;
            if (user.bounds.kind[k].onRow) {
                Rows.addScaled(sign, problem.G(), user.bounds.index[k] * n, rows, start, n);
            } else {
                rows[start + user.bounds.index[k]] = sign;
            }
        }
        return new GeneralProblem(
                n,
                0,
                p,
                problem.Q(),
                problem.qDiag(),
                problem.q(),
                rows,
                new double[p],
                new double[0],
                null,
                null,
                null,
                null);
    }

    /** -dL/dnu, and for the others minus the derivative of the loss with respect to their multiplier. */
    double[] rightHandSide(double[] dLdnu, double[] dLdlambda) {
        double[] right = new double[user.equalities.count + held.length];
        int at = 0;
        for (double each : dLdnu) {
            right[at++] = -each;
        }
        for (int row : user.equalities.rows) {
            right[at++] = isHeldBelow(row) ? 0 : -dLdlambda[row];
        }
        at += user.equalities.variables.length;
        for (int k : held) {
            right[at++] = user.bounds.kind[k] == Bounds.Kind.U ? -dLdlambda[user.bounds.index[k]] : 0;
        }
        return right;
    }

    /** Directions in the shapes of the problem. */
    GeneralAdjoint toAdjoint(double[] dx, double[] mu, double residual, boolean unique) {
        double[] muU = new double[problem.m()];
        double[] muL = new double[problem.m()];
        double[] muLb = new double[problem.n()];
        double[] muUb = new double[problem.n()];
        int next = problem.p();
        for (int row : user.equalities.rows) {
            double each = mu[next++];
            if (isHeldBelow(row)) {
                muL[row] = -each;
            } else {
                muU[row] = each;
            }
        }
        for (int variable : user.equalities.variables) {
            double each = mu[next++];
            if (at.lambdaLb()[variable] > 0) {
                muLb[variable] = -each;
            } else {
                muUb[variable] = each;
            }
        }
        for (int k : held) {
            int i = user.bounds.index[k];
            double each = mu[next++];
            switch (user.bounds.kind[k]) {
                case U -> muU[i] = each;
                case L -> muL[i] = each;
                case UB -> muUb[i] = each;
                case LB -> muLb[i] = each;
            }
        }
        return new GeneralAdjoint(dx, Arrays.copyOf(mu, problem.p()), muU, muL, muLb, muUb, margin, residual, unique);
    }

    private boolean isHeldBelow(int row) {
        return at.lambdaL()[row] > 0;
    }

    private static double multiplier(Bounds bounds, int k, GeneralSolution at) {
        int i = bounds.index[k];
        return switch (bounds.kind[k]) {
            case U -> at.lambda()[i];
            case L -> at.lambdaL()[i];
            case UB -> at.lambdaUb()[i];
            case LB -> at.lambdaLb()[i];
        };
    }

    private static double slack(Bounds bounds, int k, GeneralSolution at) {
        int i = bounds.index[k];
        return switch (bounds.kind[k]) {
            case U -> at.slack()[i];
            case L -> at.slackL()[i];
            case UB, LB -> Math.max(0, bounds.limit[k] - bounds.kind[k].sign * at.x()[i]);
        };
    }
}
