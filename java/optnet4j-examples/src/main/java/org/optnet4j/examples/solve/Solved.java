package org.optnet4j.examples.solve;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.RaggedGradients;
import org.optnet4j.RaggedSolution;

/**
 * The answers to the problems of a file.
 *
 * @param problems in the order of the file
 * @param precision that they were solved in
 * @param solution closed, which leaves the answers
 * @param gradients null if no problem wants any
 */
record Solved(
        List<Problem> problems,
        Precision precision,
        RaggedSolution solution,
        @Nullable RaggedGradients gradients) {

    static Solved of(List<Problem> problems, Precision precision, QpSolver solver) {
        try (RaggedSolution solution = solver.solve(problems.stream()
                .map(problem -> problem.toQpProblem().to(precision))
                .toList())) {
            RaggedGradients gradients = null;
            if (problems.stream().anyMatch(Problem::wantsGradients)) {
                gradients = solution.gradients(
                        upstream(problems, Problem::dLdx),
                        upstream(problems, Problem::dLdnu),
                        upstream(problems, Problem::dLdlambda));
            }
            return new Solved(problems, precision, solution, gradients);
        }
    }

    private static List<double @Nullable []> upstream(
            List<Problem> problems, Function<Problem, double @Nullable []> part) {
        return Arrays.asList(problems.stream().map(part).toArray(double[][]::new));
    }

    /** The objective at the answer to a problem, as the file means it; NaN where there is no answer. */
    double objective(int problem) {
        return problems.get(problem).objective(solution.objective(problem));
    }
}
