package org.optnet4j;

import java.util.function.Function;

/** The parameters of a quadratic program, by the names they have in {@link QpBatch}. */
public enum QpParameter {
    /** The quadratic term, n x n, or its diagonal. */
    Q(QpBatch::Q),
    /** The linear term, n. */
    q(QpBatch::q),
    /** The matrix of the equalities, p x n. */
    A(QpBatch::A),
    /** The right-hand side of the equalities, p. */
    b(QpBatch::b),
    /** The matrix of the inequalities, m x n. */
    G(QpBatch::G),
    /** The upper bounds of the inequalities, m. */
    h(QpBatch::h),
    /** The lower bounds of the inequalities, m. */
    l(QpBatch::l),
    /** The lower bounds of the variables, n. */
    lb(QpBatch::lb),
    /** The upper bounds of the variables, n. */
    ub(QpBatch::ub);

    private final Function<QpBatch, BatchArray> component;

    QpParameter(Function<QpBatch, BatchArray> component) {
        this.component = component;
    }

    /**
     * The numbers of this parameter.
     *
     * @param batch a batch
     * @return the batch's numbers, empty if it does not have this parameter
     */
    public BatchArray of(QpBatch batch) {
        return component.apply(batch);
    }
}
