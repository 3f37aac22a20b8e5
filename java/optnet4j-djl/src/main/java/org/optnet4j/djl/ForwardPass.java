package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpParameter;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;

/**
 * A batch solved: the minimisers and multipliers as constants of the engine's graph of gradients, and the way back from
 * them to the parameters.
 *
 * <p>A linear function <i>c'x</i> of the minimiser changes with the parameters as <i>dx'r<sub>x</sub> -
 * db'r<sub>A</sub> - dh'r<sub>G</sub></i> does, where <i>r<sub>x</sub> = Qx + q + A'&nu; + G'&lambda;</i>,
 * <i>r<sub>A</sub> = Ax - b</i> and <i>r<sub>G</sub> = Gx - h</i> for constant x, &nu; and &lambda;, and <i>dx</i>,
 * <i>db</i> and <i>dh</i> are the gradients of c'x with respect to q, b and h (implicit function theorem; OptNet,
 * equations 6 to 8). Lower bounds of rows and bounds of variables are further terms like that of h. So the engine
 * differentiates the residuals, whatever the parameters are made of, and the solver does the rest.
 */
final class ForwardPass implements AutoCloseable {
    private final NDManager scope;
    private final LiveProblem problem;
    private final QpSolution solution;
    private final DataType type;
    private final NDArray x;
    private final @Nullable NDArray nu;

    /** Multipliers of h less those of l. */
    private final @Nullable NDArray lambda;

    private final Set<QpParameter> withGradient;

    /** Whether each problem was solved, batch x 1; null if all were. */
    private final @Nullable NDArray solved;

    private ForwardPass(
            NDManager scope, LiveProblem problem, QpSolution solution, DataType type, @Nullable NDArray solved) {
        this.scope = scope;
        this.problem = problem;
        this.solution = solution;
        this.type = type;
        this.solved = solved;
        x = constant(solution.x(), problem.definition().n());
        nu = problem.A() == null
                ? null
                : constant(solution.nu(), problem.definition().p());
        lambda = problem.G() == null ? null : rowMultipliers();
        withGradient = problem.residualsWithGradient();
    }

    /**
     * Solves a batch.
     *
     * @param solverType what the solver works in
     * @param gradients whether the way back will be wanted
     */
    static ForwardPass run(
            QpDefinition definition, Sources sources, QpSolver solver, DataType solverType, boolean gradients) {
        LiveProblem problem = definition.live(sources);
        QpSolution solution = solver.solve(problem.toBatch(solverType, gradients));
        if (solution.allSolved()) {
            return new ForwardPass(sources.scope(), problem, solution, sources.type(), null);
        }
        NDArray solved = solved(sources.scope(), solution);
        // Their inputs may not be finite, and zero gradient times that is not zero.
        LiveProblem finite = gradients ? definition.live(sources.onlyOf(solved)) : problem;
        return new ForwardPass(sources.scope(), finite, solution, sources.type(), solved);
    }

    /** The minimisers, batch x n, zero where there is none; without a graph. */
    NDArray minimisers() {
        return x;
    }

    /** Tells a listener of the problems that were not solved. */
    void report(UnsolvedListener listener) {
        for (int i = 0; solved != null && i < problem.batch(); i++) {
            if (solution.status(i) != QpStatus.SOLVED) {
                listener.onUnsolved(i, solution.status(i));
            }
        }
    }

    /** Whether any parameter has a gradient. */
    boolean hasGradient() {
        return !withGradient.isEmpty();
    }

    /**
     * The minimisers with a graph whose derivative is exact: each <i>x<sub>i</sub></i> plus its linear form in the
     * residuals, less that form's value. Takes n right-hand sides, and memory for n
     * numbers per problem for each number of q, b, h, l, lb and ub.
     */
    NDArray differentiableMinimisers() {
        int n = problem.definition().n();
        Adjoint adjoint = newAdjoint(n);
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            adjoint.solve(i, BatchArray.shared(unit).to(solution.batch().precision()));
        }
        NDArray form = masked(linearForms(adjoint));
        return x.add(form.sub(form.stopGradient()));
    }

    /**
     * A number whose gradient with respect to everything the parameters are made of is that of the loss.
     *
     * @param dLdx gradient of the loss with respect to the minimisers, batch x n
     */
    NDArray pullBack(NDArray dLdx) {
        Adjoint adjoint = newAdjoint(1);
        DataType solverType = Tensors.typeOf(solution.batch().precision());
        adjoint.solve(0, Tensors.view(dLdx.toType(solverType, false), true));
        return masked(linearForms(adjoint)).sum();
    }

    @Override
    public void close() {
        solution.close();
        scope.close();
    }

    private Adjoint newAdjoint(int rows) {
        return new Adjoint(scope, solution, rows, withGradient);
    }

    /** The linear forms of the adjoint's rows, batch x rows. */
    private NDArray linearForms(Adjoint adjoint) {
        List<NDArray> terms = new ArrayList<>();
        for (QpParameter vector : withGradient) {
            NDArray term = adjoint.products(vector, type, problem.residual(vector, x, nu, lambda));
            terms.add(vector == QpParameter.q ? term : term.neg());
        }
        return terms.stream().reduce(NDArray::add).orElseThrow();
    }

    private NDArray rowMultipliers() {
        NDArray ofUpper = constant(solution.lambda(), problem.definition().m());
        return problem.l() == null
                ? ofUpper
                : ofUpper.sub(constant(solution.lambdaL(), problem.definition().m()));
    }

    private NDArray masked(NDArray form) {
        return solved == null ? form : NDArrays.where(solved.broadcast(form.getShape()), form, form.zerosLike());
    }

    private NDArray constant(BatchArray values, int rows) {
        return masked(Tensors.of(scope, type, new Shape(problem.batch(), rows), values));
    }

    private static NDArray solved(NDManager scope, QpSolution solution) {
        boolean[] solved = new boolean[solution.batch().batchSize()];
        for (int i = 0; i < solved.length; i++) {
            solved[i] = solution.status(i) == QpStatus.SOLVED;
        }
        try (NDArray inJavaMemory = scope.create(solved, new Shape(solved.length, 1))) {
            return inJavaMemory.duplicate();
        }
    }
}
