package org.optnet4j.internal.general;

import org.optnet4j.QpStatus;
import org.optnet4j.internal.general.HomogeneousInteriorPoint.Outcome;
import org.optnet4j.internal.general.KktSystem.Regularisation;

/** Solves one problem, whatever it is, and says truly what became of it. */
public final class GeneralSolver {
    /** A problem that gets stuck is started again with the next one. */
    private static final Regularisation[] REGULARISATIONS = {
        new Regularisation(1e-9, 1e-8), new Regularisation(1e-7, 1e-8), new Regularisation(1e-11, 1e-11)
    };

    /** Negative curvature up to this fraction of the largest element of Q counts as rounding: files carry six digits. */
    private static final double CURVATURE = 2e-5;

    private GeneralSolver() {}

    /**
     * Solves a problem.
     *
     * @param problem the problem; its numbers need not be valid
     * @param epsAbs absolute tolerance
     * @param epsRel relative tolerance
     * @param maxIterations limit of the steps, all attempts together
     * @return the answer, labelled; never an exception
     */
    public static GeneralSolution solve(GeneralProblem problem, double epsAbs, double epsRel, int maxIterations) {
        if (!problem.isValid()) {
            return GeneralSolution.without(problem, QpStatus.INVALID_INPUT, 0);
        }
        UserProblem user = new UserProblem(problem);
        if (!isConvex(user)) {
            return GeneralSolution.without(problem, QpStatus.NOT_POSITIVE_DEFINITE, 0);
        }
        GeneralSolution contradiction = CrossedBounds.find(problem);
        if (contradiction != null) {
            return contradiction;
        }
        ScaledProblem scaled = new ScaledProblem(problem, user.equalities, user.bounds);
        Outcome last = attempt(user, scaled, REGULARISATIONS[0], epsAbs, epsRel, maxIterations);
        Outcome best = last;
        int steps = last.iterations();
        for (int i = 1; i < REGULARISATIONS.length && last.status() == QpStatus.NUMERICAL_ERROR; i++) {
            last = attempt(user, scaled, REGULARISATIONS[i], epsAbs, epsRel, maxIterations - steps);
            steps += last.iterations();
            boolean settles = last.status() != QpStatus.NUMERICAL_ERROR && last.status() != QpStatus.MAX_ITERATIONS;
            if (settles || last.optimality().score() < best.optimality().score()) {
                best = last;
            }
        }
        return Answer.of(problem, user, best.after(steps));
    }

    private static Outcome attempt(
            UserProblem user,
            ScaledProblem scaled,
            Regularisation regularisation,
            double epsAbs,
            double epsRel,
            int maxIterations) {
        KktSystem kkt = new KktSystem(scaled, regularisation);
        return new HomogeneousInteriorPoint(user, scaled, kkt, epsAbs, epsRel).run(maxIterations);
    }

    /** Whether Q is positive semi-definite up to rounding. */
    private static boolean isConvex(UserProblem problem) {
        int n = problem.n;
        double shift = CURVATURE * Rows.largest(problem.Q);
        double[] shifted = problem.Q.clone();
        for (int i = 0; i < n; i++) {
            shifted[i * n + i] += shift;
        }
        return shift == 0 || UpperCholesky.factor(shifted, n, 0) == 0;
    }
}
