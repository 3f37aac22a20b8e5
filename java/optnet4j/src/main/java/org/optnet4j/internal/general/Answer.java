package org.optnet4j.internal.general;

import java.util.Arrays;
import org.optnet4j.internal.general.HomogeneousInteriorPoint.Outcome;

/** From the outcome of the iteration to the shapes of the caller; certificates are scaled to prove exactly -1. */
final class Answer {
    private Answer() {}

    static GeneralSolution of(GeneralProblem problem, UserProblem user, Outcome outcome) {
        Multipliers multipliers = new Multipliers(problem, user, outcome.at(), outcome.s());
        double[] x = outcome.at().x();
        return switch (outcome.status()) {
            case PRIMAL_INFEASIBLE -> {
                double[] e = user.equalities.rightHandSide;
                double gain = -(Rows.dot(e, outcome.at().y())
                        + Rows.dot(user.bounds.limit, outcome.at().z()));
                multipliers.divideBy(gain);
                yield certificate(outcome, GeneralSolution.nothing(problem.n()), multipliers);
            }
            case DUAL_INFEASIBLE -> {
                double descent = -Rows.dot(user.q, x);
                multipliers.divideBy(Double.NaN);
                yield certificate(
                        outcome, Arrays.stream(x).map(each -> each / descent).toArray(), multipliers);
            }
            default -> {
                Optimality found = outcome.optimality();
                yield solution(outcome, x, multipliers, found.primal(), found.dual(), found.gap(), found.objective());
            }
        };
    }

    private static GeneralSolution certificate(Outcome outcome, double[] x, Multipliers multipliers) {
        return solution(outcome, x, multipliers, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private static GeneralSolution solution(
            Outcome outcome,
            double[] x,
            Multipliers multipliers,
            double primal,
            double dual,
            double gap,
            double objective) {
        return new GeneralSolution(
                outcome.status(),
                outcome.iterations(),
                x,
                multipliers.nu,
                multipliers.lambda,
                multipliers.lambdaL,
                multipliers.lambdaLb,
                multipliers.lambdaUb,
                multipliers.slack,
                multipliers.slackL,
                primal,
                dual,
                gap,
                objective);
    }
}
