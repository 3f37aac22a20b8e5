package org.optnet4j.benchmarks;

import java.util.List;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.RaggedGradients;
import org.optnet4j.RaggedSolution;
import org.optnet4j.benchmarks.problems.AdjointResidual;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.Gradients;
import org.optnet4j.benchmarks.problems.KktResidual;
import org.optnet4j.benchmarks.problems.Problems;

/** Whether answers, and gradients, are worth a time: solved, and right by a computation that shares nothing with the solver. */
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
        Problems problems = problems(batch);
        Answers answers = Answers.of(solution);
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

    /**
     * Checks the gradients of a batch whose answers passed.
     *
     * @param batch the problems; all parameters per problem, all constraints Ax = b or Gx &le; h
     * @param solution their solutions
     * @param upstream dL/dx
     * @param gradients what is claimed to be the gradients
     * @param tolerance that the answers passed
     * @throws IllegalStateException if the residual of the adjoint systems is above the tolerance for gradients, or above
     *     that of the answers if this is larger
     */
    static void requireGradients(
            QpBatch batch, QpSolution solution, BatchArray upstream, QpGradients gradients, double tolerance) {
        double residual = AdjointResidual.worst(
                problems(batch), Answers.of(solution), upstream.toDoubles(), Gradients.of(gradients), tolerance);
        requireAdjoint(batch.toString(), residual, tolerance);
    }

    /**
     * Checks the gradients of a list whose answers passed.
     *
     * @param solution the solutions
     * @param upstream dL/dx of each problem
     * @param gradients what is claimed to be the gradients
     * @param tolerance that the answers passed
     * @throws IllegalStateException as for a batch
     */
    static void requireGradients(
            RaggedSolution solution, List<double[]> upstream, RaggedGradients gradients, double tolerance) {
        for (int i = 0; i < solution.size(); i++) {
            double residual = AdjointResidual.worst(
                    problems(solution.problem(i).toBatch()),
                    new Answers(solution.x(i), solution.nu(i), solution.lambda(i)),
                    upstream.get(i),
                    new Gradients(
                            gradients.Q(i),
                            gradients.q(i),
                            gradients.A(i),
                            gradients.b(i),
                            gradients.G(i),
                            gradients.h(i)),
                    tolerance);
            requireAdjoint("problem " + i, residual, tolerance);
        }
    }

    private static void requireAdjoint(String what, double residual, double tolerance) {
        double most = Math.max(tolerance, AdjointResidual.TOLERANCE);
        if (!(residual <= most)) {
            throw new IllegalStateException("gradients of " + what + ": relative residual of the adjoint systems "
                    + residual + ", expected at most " + most);
        }
    }

    private static Problems problems(QpBatch batch) {
        return new Problems(
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
    }
}
