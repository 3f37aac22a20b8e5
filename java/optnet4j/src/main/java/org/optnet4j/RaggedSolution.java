package org.optnet4j;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.Lifetime;
import org.optnet4j.internal.Parallel;

/**
 * The solution of a list of problems of different shapes, and the way to its gradients. Everything is asked for by the
 * index of a problem in the list, and has the shape of that problem.
 *
 * <p>Arrays are copies, in double precision whatever that of the problem, and zeros in them are positive. For problems
 * whose status has no iterate (see {@link QpStatus#hasIterate()}) they hold NaN or a certificate. They can be had after
 * {@link #close()} too.
 *
 * <p>Thread-safe. Closing frees the factorisations that were kept for the gradients; a solution that nobody closes is freed
 * when the garbage collector finds it.
 */
public final class RaggedSolution implements AutoCloseable {
    private final List<QpProblem> problems;
    private final RaggedParts parts;
    private final ForkJoinPool pool;
    private final Lifetime lifetime;

    RaggedSolution(List<QpProblem> problems, RaggedParts parts, ForkJoinPool pool) {
        this.problems = problems;
        this.parts = parts;
        this.pool = pool;
        // Its parts free themselves; this keeps them open until the calls on all of them have ended.
        lifetime = new Lifetime(this, "this RaggedSolution", null);
    }

    /**
     * How many problems there are.
     *
     * @return the length of the list
     */
    public int size() {
        return problems.size();
    }

    /**
     * What was solved.
     *
     * @param problem index of the problem
     * @return the problem
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public QpProblem problem(int problem) {
        Objects.checkIndex(problem, size());
        return problems.get(problem);
    }

    /**
     * The minimiser of one problem.
     *
     * @param problem index of the problem
     * @return n numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] x(int problem) {
        return block(QpSolution::x, problem, problem(problem).n());
    }

    /**
     * The multipliers of its equalities.
     *
     * @param problem index of the problem
     * @return p numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] nu(int problem) {
        return block(QpSolution::nu, problem, problem(problem).p());
    }

    /**
     * The multipliers of its inequalities, none of them negative.
     *
     * @param problem index of the problem
     * @return m numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] lambda(int problem) {
        return block(QpSolution::lambda, problem, problem(problem).m());
    }

    /**
     * The slack of its inequalities, <i>s = h - Gx</i> up to the primal residual, none of it negative; infinite where there is
     * no bound.
     *
     * @param problem index of the problem
     * @return m numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] slack(int problem) {
        return block(QpSolution::slack, problem, problem(problem).m());
    }

    /**
     * The multipliers of the lower bounds of its inequalities, none of them negative.
     *
     * @param problem index of the problem
     * @return m numbers; none if the problem has no l
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] lambdaL(int problem) {
        return block(QpSolution::lambdaL, problem, problem(problem).m());
    }

    /**
     * The slack of the lower bounds of its inequalities, <i>Gx - l</i> up to the primal residual; infinite where there is no
     * bound.
     *
     * @param problem index of the problem
     * @return m numbers; none if the problem has no l
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] slackL(int problem) {
        return block(QpSolution::slackL, problem, problem(problem).m());
    }

    /**
     * The multipliers of the lower bounds of its variables, none of them negative.
     *
     * @param problem index of the problem
     * @return n numbers; none if the problem has no lb
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] lambdaLb(int problem) {
        return block(QpSolution::lambdaLb, problem, problem(problem).n());
    }

    /**
     * The multipliers of the upper bounds of its variables, none of them negative.
     *
     * @param problem index of the problem
     * @return n numbers; none if the problem has no ub
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] lambdaUb(int problem) {
        return block(QpSolution::lambdaUb, problem, problem(problem).n());
    }

    /**
     * The form that gave the answer of one problem.
     *
     * @param problem index of the problem
     * @return {@link Form#DUAL} or {@link Form#NORMAL}
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public Form form(int problem) {
        return solution(problem).form(parts.index(problem));
    }

    /**
     * That form, and why it was this one.
     *
     * @param problem index of the problem
     * @return form and reason
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public FormInfo formInfo(int problem) {
        return solution(problem).formInfo(parts.index(problem));
    }

    /**
     * How the solution of one problem ended.
     *
     * @param problem index of the problem
     * @return its status
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public QpStatus status(int problem) {
        return solution(problem).status(parts.index(problem));
    }

    /**
     * How many iterations one problem took.
     *
     * @param problem index of the problem
     * @return the count; in the dual form 0 for problems without inequalities
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public int iterations(int problem) {
        return solution(problem).iterations(parts.index(problem));
    }

    /**
     * The primal residual of one problem, as defined in {@link QpSettings}.
     *
     * @param problem index of the problem
     * @return the absolute residual; NaN if there is no iterate, or one with numbers that are not finite
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double primalResidual(int problem) {
        return solution(problem).primalResidual(parts.index(problem));
    }

    /**
     * The dual residual of one problem, as defined in {@link QpSettings}.
     *
     * @param problem index of the problem
     * @return the absolute residual; NaN if there is no iterate, or one with numbers that are not finite
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double dualResidual(int problem) {
        return solution(problem).dualResidual(parts.index(problem));
    }

    /**
     * The duality gap of one problem, as defined in {@link QpSettings}.
     *
     * @param problem index of the problem
     * @return the absolute gap; NaN if there is no iterate
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double gap(int problem) {
        return solution(problem).gap(parts.index(problem));
    }

    /**
     * The value of one problem.
     *
     * @param problem index of the problem
     * @return <i>&frac12; x'Qx + q'x</i>; NaN if there is no iterate
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double objective(int problem) {
        return RaggedParts.unsigned(solution(problem).objective(parts.index(problem)));
    }

    /**
     * Whether every problem is {@link QpStatus#SOLVED}.
     *
     * @return true if so; true for an empty list
     */
    public boolean allSolved() {
        return count(QpStatus.SOLVED) == size();
    }

    /**
     * How many problems have a status.
     *
     * @param status the status
     * @return the count
     */
    public int count(QpStatus status) {
        int count = 0;
        for (int i = 0; i < size(); i++) {
            count += status(i) == status ? 1 : 0;
        }
        return count;
    }

    /**
     * In how many batches the problems were solved.
     *
     * @return the count
     */
    public int batches() {
        return parts.all().size();
    }

    /**
     * What came of the problems, in one line for people: how they were grouped, forms and why, statuses. The solver logs it
     * at level DEBUG.
     *
     * @return for example {@code 20 problems in 3 batches: 20 in the dual form: one-sided rows, not many more than variables;
     *     20 SOLVED}
     */
    public String info() {
        String problemsInBatches = size()
                + (size() == 1 ? " problem in " : " problems in ")
                + batches()
                + (batches() == 1 ? " batch" : " batches");
        return Summary.of(problemsInBatches, size(), this::formInfo, this::status);
    }

    /**
     * The gradient of a loss that depends on the minimisers.
     *
     * @param dLdx for each problem the gradient of the loss with respect to x, n numbers
     * @return the gradient with respect to the parameters of each problem
     * @throws IllegalArgumentException if the list or an array has the wrong length
     * @throws IllegalStateException if this solution is closed, or the solver was not asked to keep factorisations
     */
    public RaggedGradients gradients(List<double @Nullable []> dLdx) {
        return gradients(dLdx, null, null);
    }

    /**
     * The gradient of a loss that depends on the minimisers and the multipliers; null stands for zero, both for a list and
     * for an array in it. What {@link QpSolution#gradients(BatchArray, BatchArray, BatchArray)} says holds for each problem.
     *
     * @param dLdx for each problem the gradient of the loss with respect to x, n numbers
     * @param dLdnu for each problem the gradient of the loss with respect to nu, p numbers
     * @param dLdlambda for each problem the gradient of the loss with respect to lambda, m numbers
     * @return the gradient with respect to the parameters of each problem
     * @throws IllegalArgumentException if a list or an array has the wrong length
     * @throws IllegalStateException if this solution is closed, or the solver was not asked to keep factorisations
     */
    public RaggedGradients gradients(
            @Nullable List<double @Nullable []> dLdx,
            @Nullable List<double @Nullable []> dLdnu,
            @Nullable List<double @Nullable []> dLdlambda) {
        RaggedUpstream x = RaggedUpstream.of("dLdx", dLdx, problems, QpProblem::n);
        RaggedUpstream nu = RaggedUpstream.of("dLdnu", dLdnu, problems, QpProblem::p);
        RaggedUpstream lambda = RaggedUpstream.of("dLdlambda", dLdlambda, problems, QpProblem::m);
        return lifetime.use(this, "gradients", () -> gradients(x, nu, lambda));
    }

    private RaggedGradients gradients(RaggedUpstream x, RaggedUpstream nu, RaggedUpstream lambda) {
        QpGradients[] gradients = new QpGradients[batches()];
        Parallel.forEachToTheEnd(pool, gradients.length, k -> {
            RaggedParts.Part part = parts.all().get(k);
            QpBatch batch = part.solution().batch();
            gradients[k] = part.solution()
                    .gradients(
                            x.stack(part.group(), batch.n(), batch.precision()),
                            nu.stack(part.group(), batch.p(), batch.precision()),
                            lambda.stack(part.group(), batch.m(), batch.precision()));
        });
        return new RaggedGradients(problems, parts, gradients);
    }

    /**
     * Frees what was kept for the gradients, after the calls that are running have ended. The answers stay readable. A
     * second call does nothing.
     */
    @Override
    public void close() {
        lifetime.close();
        parts.close();
    }

    private QpSolution solution(int problem) {
        Objects.checkIndex(problem, size());
        return parts.of(problem).solution();
    }

    /** The numbers of one problem; those of variables that were added are the last of its block in the batch. */
    private double[] block(Function<QpSolution, BatchArray> part, int problem, int count) {
        QpSolution solution = solution(problem);
        BatchArray all = part.apply(solution);
        if (all.length() == 0) {
            return new double[0];
        }
        double[] block = new double[count];
        int blockLength = all.length() / solution.batch().batchSize();
        all.copyTo(parts.index(problem) * blockLength, block, 0, count);
        return RaggedParts.unsigned(block);
    }
}
