package org.optnet4j;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.Lifetime;

/**
 * The solution of a batch, and the way to its gradients.
 *
 * <p>Its arrays have one block per problem and the precision of the batch. They are the solution's own: they stay valid
 * after {@link #close()}. For problems whose status has no iterate (see {@link QpStatus#hasIterate()}) they hold NaN, but
 * for the certificate of an infeasible problem: the multipliers of {@link QpStatus#PRIMAL_INFEASIBLE}, the x of
 * {@link QpStatus#DUAL_INFEASIBLE}.
 *
 * <p>Thread-safe. Closing frees the factorisation that was kept for the gradients; a solution that nobody closes is
 * freed when the garbage collector finds it.
 */
public final class QpSolution implements AutoCloseable {
    private static final FormInfo AFTER_DUAL = new FormInfo(Form.NORMAL, FormReason.DUAL_FAILED);

    private final QpBatch batch;
    private final BackendSolution solution;
    private final FormInfo choice;
    private final Lifetime lifetime;

    /** @param choice the form that the batch was given to first */
    QpSolution(QpBatch batch, BackendSolution solution, FormInfo choice) {
        this.batch = batch;
        this.solution = solution;
        this.choice = choice;
        Factorization factorization = solution.factorization();
        // Method reference on the value: what frees must not hold this solution.
        this.lifetime = new Lifetime(this, "this QpSolution", factorization == null ? null : factorization::close);
    }

    /**
     * What was solved.
     *
     * @return the batch
     */
    public QpBatch batch() {
        return batch;
    }

    /**
     * The minimisers.
     *
     * @return batchSize x n numbers, per problem
     */
    public BatchArray x() {
        return solution.x();
    }

    /**
     * The multipliers of the equalities.
     *
     * @return batchSize x p numbers, per problem
     */
    public BatchArray nu() {
        return solution.nu();
    }

    /**
     * The multipliers of the inequalities, none of them negative.
     *
     * @return batchSize x m numbers, per problem
     */
    public BatchArray lambda() {
        return solution.lambda();
    }

    /**
     * The slack of the inequalities, <i>s = h - Gx</i> up to the primal residual, none of them negative; infinite where
     * there is no bound.
     *
     * @return batchSize x m numbers, per problem
     */
    public BatchArray slack() {
        return solution.slack();
    }

    /**
     * The multipliers of the lower bounds of the inequalities, none of them negative.
     *
     * @return batchSize x m numbers, per problem; empty if the batch has no l
     */
    public BatchArray lambdaL() {
        return solution.lambdaL();
    }

    /**
     * The multipliers of the lower bounds of the variables, none of them negative.
     *
     * @return batchSize x n numbers, per problem; empty if the batch has no lb
     */
    public BatchArray lambdaLb() {
        return solution.lambdaLb();
    }

    /**
     * The multipliers of the upper bounds of the variables, none of them negative.
     *
     * @return batchSize x n numbers, per problem; empty if the batch has no ub
     */
    public BatchArray lambdaUb() {
        return solution.lambdaUb();
    }

    /**
     * The slack of the lower bounds of the inequalities, <i>Gx - l</i> up to the primal residual; infinite where there is
     * no bound.
     *
     * @return batchSize x m numbers, per problem; empty if the batch has no l
     */
    public BatchArray slackL() {
        return solution.slackL();
    }

    /**
     * The form that gave the answer of one problem.
     *
     * @param problem index of the problem
     * @return {@link Form#DUAL} or {@link Form#NORMAL}
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public Form form(int problem) {
        return formInfo(problem).form();
    }

    /**
     * The form that gave the answer of one problem, and why it was this one.
     *
     * @param problem index of the problem
     * @return form and reason
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public FormInfo formInfo(int problem) {
        Objects.checkIndex(problem, batch.batchSize());
        return choice.form() == Form.DUAL && solution.normal().get(problem) ? AFTER_DUAL : choice;
    }

    /**
     * What came of the batch, in one line for people: sizes, forms and why, statuses. The solver logs it at level DEBUG.
     *
     * @return for example {@code 20 problems with n 4, m 5, p 1: 19 in the dual form: one-sided rows, not many more than
     *     variables; 1 in the normal form: the dual form left it unsolved; 20 SOLVED}
     */
    public String info() {
        int size = batch.batchSize();
        String problems = size + (size == 1 ? " problem" : " problems") + " with n " + batch.n() + ", m " + batch.m()
                + ", p " + batch.p();
        return Summary.of(problems, size, this::formInfo, this::status);
    }

    /**
     * How the solution of one problem ended.
     *
     * @param problem index of the problem
     * @return its status
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public QpStatus status(int problem) {
        return QpStatus.ofCode(solution.status()[problem]);
    }

    /**
     * How many iterations one problem took.
     *
     * @param problem index of the problem
     * @return the count; in the dual form 0 for problems without inequalities
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public int iterations(int problem) {
        return solution.iterations()[problem];
    }

    /**
     * The primal residual of one problem, as defined in {@link QpSettings}.
     *
     * @param problem index of the problem
     * @return the absolute residual; NaN if there is no iterate, or one with numbers that are not finite
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double primalResidual(int problem) {
        return solution.primalResidual()[problem];
    }

    /**
     * The dual residual of one problem, as defined in {@link QpSettings}.
     *
     * @param problem index of the problem
     * @return the absolute residual; NaN if there is no iterate, or one with numbers that are not finite
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double dualResidual(int problem) {
        return solution.dualResidual()[problem];
    }

    /**
     * The duality gap of one problem, as defined in {@link QpSettings}.
     *
     * @param problem index of the problem
     * @return the absolute gap; NaN if there is no iterate
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double gap(int problem) {
        return solution.gap()[problem];
    }

    /**
     * The value of one problem.
     *
     * @param problem index of the problem
     * @return <i>&frac12; x'Qx + q'x</i>; NaN if there is no iterate
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double objective(int problem) {
        return solution.objective()[problem];
    }

    /**
     * Whether every problem is {@link QpStatus#SOLVED}.
     *
     * @return true if so; true for an empty batch
     */
    public boolean allSolved() {
        return count(QpStatus.SOLVED) == batch.batchSize();
    }

    /**
     * How many problems have a status.
     *
     * @param status the status
     * @return the count
     */
    public int count(QpStatus status) {
        int count = 0;
        for (int code : solution.status()) {
            if (code == status.code()) {
                count++;
            }
        }
        return count;
    }

    /**
     * The gradient of a loss that depends on the minimisers.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @return the gradient with respect to the parameters
     * @throws IllegalArgumentException if the argument has the wrong length or precision
     * @throws IllegalStateException if this solution is closed, or the solver was not asked to keep factorisations
     */
    public QpGradients gradients(BatchArray dLdx) {
        return gradients(dLdx, null, null);
    }

    /**
     * The gradient of a loss that depends on the minimisers and the multipliers; null stands for zero.
     *
     * <p>The formulas hold where the solution is differentiable: at strict complementarity, that is, where no inequality
     * has both zero slack and zero multiplier. Source: Amos and Kolter, arXiv 1703.00443, equations 6 to 8 (with the
     * second term of <i>dG</i> corrected, see {@link QpGradients}).
     *
     * <p>Elsewhere they are finite and mean what {@link QpGradients} says.
     *
     * <p>They are as accurate as the solution they are taken at. Near a point where strict complementarity fails, the
     * error grows like the gap over the square of the margin, the smallest <i>max(s, &lambda;)</i>: where that matters, ask
     * for a smaller {@link QpSettings#withEpsAbs eps}.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @param dLdnu gradient of the loss with respect to nu: p numbers per problem, or shared by the batch
     * @param dLdlambda gradient of the loss with respect to lambda: m numbers per problem, or shared by the batch
     * @return the gradient with respect to the parameters
     * @throws IllegalArgumentException if an argument has the wrong length or precision
     * @throws IllegalStateException if this solution is closed, or the solver was not asked to keep factorisations
     */
    public QpGradients gradients(
            @Nullable BatchArray dLdx, @Nullable BatchArray dLdnu, @Nullable BatchArray dLdlambda) {
        return gradients(dLdx, dLdnu, dLdlambda, GradientTargets.all());
    }

    /**
     * The same gradient of chosen parameters, into fresh arrays or into the caller's memory.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @param dLdnu gradient of the loss with respect to nu: p numbers per problem, or shared by the batch
     * @param dLdlambda gradient of the loss with respect to lambda: m numbers per problem, or shared by the batch
     * @param targets the parameters, and where their gradients go; what was there is overwritten, not added to
     * @return the gradient with respect to these parameters, wrapping the targets' memory; empty for the others
     * @throws IllegalArgumentException if an argument has the wrong length or precision, or if a target is a heap array
     *     that another target, the batch, this solution or an argument wraps
     * @throws IllegalStateException if this solution is closed, or the solver was not asked to keep factorisations
     */
    public QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets) {
        requireUpstream("dLdx", dLdx, batch.n());
        requireUpstream("dLdnu", dLdnu, batch.p());
        requireUpstream("dLdlambda", dLdlambda, batch.m());
        if (targets.hasTarget()) {
            targets.check(batch, arraysInUse(dLdx, dLdnu, dLdlambda));
        }
        Factorization factorization = solution.factorization();
        if (factorization == null) {
            throw new IllegalStateException(
                    "gradients: the solver was made with QpSettings.withGradients(false), nothing was kept");
        }
        return lifetime.use(this, "gradients", () -> factorization.gradients(dLdx, dLdnu, dLdlambda, targets));
    }

    /**
     * Frees what was kept for the gradients, after the calls that are running have ended. The arrays stay readable. A
     * second call does nothing.
     */
    @Override
    public void close() {
        lifetime.close();
    }

    /** The arrays that a backward pass reads, by identity. */
    private Set<Object> arraysInUse(@Nullable BatchArray... arguments) {
        Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (QpParameter parameter : QpParameter.values()) {
            arrays.add(parameter.of(batch).storage());
        }
        for (BatchArray answer : List.of(x(), nu(), lambda(), slack(), lambdaL(), lambdaLb(), lambdaUb(), slackL())) {
            arrays.add(answer.storage());
        }
        for (BatchArray argument : arguments) {
            if (argument != null) {
                arrays.add(argument.storage());
            }
        }
        return arrays;
    }

    private void requireUpstream(String name, @Nullable BatchArray value, int rows) {
        if (value == null) {
            return;
        }
        if (value.precision() != batch.precision()) {
            throw new IllegalArgumentException(
                    name + ": expected " + batch.precision() + " like the batch, got " + value.precision());
        }
        int blocks = value.isShared() ? 1 : batch.batchSize();
        int expected = blocks * rows;
        if (value.length() != expected) {
            String shape = value.isShared() ? rows + " = " : blocks + " x " + rows + " = ";
            String kind = value.isShared() ? "shared by the batch" : "problems x rows";
            throw new IllegalArgumentException(
                    name + ": expected " + shape + expected + " values (" + kind + "), got " + value.length());
        }
    }
}
