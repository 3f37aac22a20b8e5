package org.optnet4j;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The gradient of a scalar loss with respect to the parameters of each problem of a list. Everything is asked for by the
 * index of a problem in the list, and has the shape of that problem's parameter; what {@link QpGradients} says of the
 * numbers holds here.
 *
 * <p>Arrays are copies, in double precision whatever that of the problem, and zeros in them are positive. Parameters that a problem does not have, have an
 * empty gradient. A problem whose status is not {@link QpStatus#SOLVED} has zeros.
 */
public final class RaggedGradients {
    private final List<QpProblem> problems;
    private final RaggedParts parts;
    private final QpGradients[] gradients;

    /** @param gradients of each batch */
    RaggedGradients(List<QpProblem> problems, RaggedParts parts, QpGradients[] gradients) {
        this.problems = problems;
        this.parts = parts;
        this.gradients = gradients;
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
     * The gradient with respect to the quadratic term.
     *
     * @param problem index of the problem
     * @return n x n numbers, row by row; n, its diagonal, where Q was given so
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] Q(int problem) {
        return block(QpGradients::Q, QpBatch::Q, problem);
    }

    /**
     * The gradient with respect to the linear term.
     *
     * @param problem index of the problem
     * @return n numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] q(int problem) {
        return block(QpGradients::q, QpBatch::q, problem);
    }

    /**
     * The gradient with respect to the matrix of the equalities.
     *
     * @param problem index of the problem
     * @return p x n numbers, row by row
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] A(int problem) {
        return block(QpGradients::A, QpBatch::A, problem);
    }

    /**
     * The gradient with respect to the right-hand side of the equalities.
     *
     * @param problem index of the problem
     * @return p numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] b(int problem) {
        return block(QpGradients::b, QpBatch::b, problem);
    }

    /**
     * The gradient with respect to the matrix of the inequalities.
     *
     * @param problem index of the problem
     * @return m x n numbers, row by row
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] G(int problem) {
        return block(QpGradients::G, QpBatch::G, problem);
    }

    /**
     * The gradient with respect to the upper bounds of the inequalities.
     *
     * @param problem index of the problem
     * @return m numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] h(int problem) {
        return block(QpGradients::h, QpBatch::h, problem);
    }

    /**
     * The gradient with respect to the lower bounds of the inequalities.
     *
     * @param problem index of the problem
     * @return m numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] l(int problem) {
        return block(QpGradients::l, QpBatch::l, problem);
    }

    /**
     * The gradient with respect to the lower bounds of the variables.
     *
     * @param problem index of the problem
     * @return n numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] lb(int problem) {
        return block(QpGradients::lb, QpBatch::lb, problem);
    }

    /**
     * The gradient with respect to the upper bounds of the variables.
     *
     * @param problem index of the problem
     * @return n numbers
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public double[] ub(int problem) {
        return block(QpGradients::ub, QpBatch::ub, problem);
    }

    /**
     * How far the gradient of one problem can be relied on.
     *
     * @param problem index of the problem
     * @return its quality
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public GradientQuality quality(int problem) {
        Objects.checkIndex(problem, size());
        return gradients[parts.of(problem).number()].quality(parts.index(problem));
    }

    private double[] block(Function<QpGradients, BatchArray> of, Function<QpBatch, BatchArray> parameter, int problem) {
        Objects.checkIndex(problem, size());
        RaggedParts.Part part = parts.of(problem);
        BatchArray all = of.apply(gradients[part.number()]);
        double[] block =
                new double[parameter.apply(problems.get(problem).toBatch()).length()];
        int length = all.length() / part.solution().batch().batchSize();
        int start = parts.index(problem) * length;
        if (block.length == length) {
            all.copyTo(start, block, 0, length);
            return RaggedParts.unsigned(block);
        }
        // Rows, or a single one, of more variables than this problem has.
        int n = problems.get(problem).n();
        for (int row = 0; row < block.length / n; row++) {
            all.copyTo(start + row * part.group().n(), block, row * n, n);
        }
        return RaggedParts.unsigned(block);
    }
}
