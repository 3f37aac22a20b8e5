package org.optnet4j.benchmarks;

import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.KktResidual;
import org.optnet4j.benchmarks.problems.Problems;

/** Whether answers are worth a time: solved, and optimal by a computation that shares nothing with the solver. */
final class AnswerCheck {
    private AnswerCheck() {}

    /**
     * Checks every problem of a batch.
     *
     * @param batch the problems; all parameters per problem, all constraints Ax = b or Gx &le; h
     * @param solution what is claimed to solve them
     * @param tolerance on the relative KKT residual
     * @throws IllegalStateException if a problem is not solved, or a residual is above the tolerance
     */
    static void require(QpBatch batch, QpSolution solution, double tolerance) {
        Problems problems = new Problems(
                batch.batchSize(),
                batch.n(),
                batch.m(),
                batch.p(),
                batch.Q().toDoubles(),
                batch.q().toDoubles(),
                batch.A().toDoubles(),
                batch.b().toDoubles(),
                batch.G().toDoubles(),
                batch.h().toDoubles());
        Answers answers = new Answers(
                solution.x().toDoubles(),
                solution.nu().toDoubles(),
                solution.lambda().toDoubles());
        for (int i = 0; i < batch.batchSize(); i++) {
            double residual = KktResidual.of(problems, answers, i);
            if (!(residual <= tolerance)) {
                throw new IllegalStateException("problem " + i + " of " + batch + ": " + solution.status(i)
                        + ", relative KKT residual " + residual + ", expected at most " + tolerance);
            }
        }
        if (!solution.allSolved()) {
            throw new IllegalStateException("not all problems of " + batch + " are solved");
        }
    }
}
