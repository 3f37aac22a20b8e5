package org.optnet4j.linalg;

import java.util.Objects;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgOperation;
import org.optnet4j.cuda.DeviceArray;

/**
 * Factorisations of a batch of KKT matrices of quadratic programs, as interior-point methods meet them:
 *
 * <pre>
 *   [ Q   A'   G' ] [ x      ]
 *   [ A   0    0  ] [ nu     ]
 *   [ G   0   -W  ] [ lambda ]
 * </pre>
 *
 * <p>with n x n Q positive definite, p x n A of full row rank, m x n G, and W = diag(w), w not negative. It is the reduction
 * of the solver's dual form: x and nu are eliminated once, and for each W the m x m matrix that remains is factored (Amos and
 * Kolter, arXiv 1703.00443, appendix B, with the equalities eliminated too).
 *
 * <pre>{@code
 * BatchKkt kkt = BatchKkt.prepare(linalg, Q, A, G);
 * kkt.factor(w);
 * kkt.solve(rightHandSides);
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class BatchKkt {
    private final Linalg linalg;
    private final int n;
    private final int m;
    private final int p;
    private final MatrixBatch factor;
    private final Info info;
    private boolean weighted;

    private BatchKkt(Linalg linalg, int n, int m, int p, MatrixBatch factor) {
        this.linalg = linalg;
        this.n = n;
        this.m = m;
        this.p = p;
        this.factor = factor;
        this.info = new Info(factor.batch());
    }

    /**
     * Does what does not depend on W. The matrices are read, not kept.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param Q n x n, of which the lower triangle counts; one per problem or one for all
     * @param A p x n; p may be 0
     * @param G m x n; m may be 0
     * @return the factorisations, to be completed by {@link #factor}
     * @throws IllegalArgumentException if Q is not square, A or G has another batch size, precision or number of columns, or
     *     all factors together are 2<sup>31</sup> numbers or more
     * @throws IllegalStateException if linalg is closed
     */
    public static BatchKkt prepare(Linalg linalg, MatrixBatch Q, MatrixBatch A, MatrixBatch G) {
        Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("Q", Q);
        int n = Q.rows();
        MatrixChecks.requireSameKind("A", A, "Q", Q);
        MatrixChecks.requireEqual("A: columns", "Q", n, A.columns());
        MatrixChecks.requireSameKind("G", G, "Q", Q);
        MatrixChecks.requireEqual("G: columns", "Q", n, G.columns());
        int m = G.rows();
        int p = A.rows();
        BatchKkt kkt = new BatchKkt(linalg, n, m, p, storage(Q, m, p));
        linalg.run("prepare", kkt.call(LinalgOperation.KKT_PREPARE, Q, A, G, kkt.factor));
        return kkt;
    }

    /** Where Q is: in device memory, of which the garbage collector disposes, or in the Java heap. */
    private static MatrixBatch storage(MatrixBatch Q, int m, int p) {
        int batch = Q.batch();
        long each = LinalgCall.kktNumbers(Q.rows(), m, p);
        if (each > Integer.MAX_VALUE || batch * each > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Q: " + batch + " factors with n " + Q.rows() + ", m " + m + ", p " + p
                    + " are " + each + " numbers each; expected fewer than 2^31 in all");
        }
        int count = (int) (batch * each);
        return Q.deviceNumbers()
                .map(numbers -> MatrixBatch.of(
                        DeviceArray.allocate(numbers.device(), numbers.type(), count), batch, 1, (int) each))
                .orElseGet(() -> MatrixBatch.of(heap(Q.precision(), count), batch, 1, (int) each));
    }

    private static BatchArray heap(Precision precision, int count) {
        return precision == Precision.FLOAT64
                ? BatchArray.perProblem(new double[count])
                : BatchArray.perProblem(new float[count]);
    }

    /**
     * Factors for given W. May be called again for another, at the cost of what depends on W only.
     *
     * @param w columns of m numbers, not negative; one per problem or one for all
     * @throws IllegalArgumentException if w has another batch size, precision, number of rows or more than one column
     * @throws IllegalStateException if the Linalg is closed
     */
    public void factor(MatrixBatch w) {
        MatrixChecks.requireSameKind("w", w, "Q", factor);
        MatrixChecks.requireEqual("w: columns", "a vector", 1, w.columns());
        MatrixChecks.requireEqual("w: rows", "the rows of G", m, w.rows());
        linalg.run("factor", call(LinalgOperation.KKT_FACTOR, w, factor));
        weighted = true;
    }

    /**
     * What became of one matrix.
     *
     * @param k which matrix
     * @return 0 if it was factored; 1 if Q is not numerically positive definite; 2 if rows of A depend on each other; 3 if the
     *     reduced matrix with this W is not positive definite, as where W is 0 and rows of G depend on each other or on A
     * @throws IndexOutOfBoundsException if there is no such matrix
     */
    public int info(int k) {
        return info.of(k);
    }

    /**
     * Whether all matrices were factored.
     *
     * @return true if every {@link #info(int)} is 0
     */
    public boolean allFactored() {
        return info.allZero();
    }

    /**
     * Replaces right-hand sides by the solutions. Where a matrix was not factored, they are NaN.
     *
     * @param b one matrix per problem, with n + p + m rows, for x, nu and lambda in this order, and any number of columns
     * @throws IllegalArgumentException if b has another batch size, precision or number of rows, one stands for all, or
     *     they are in a read-only buffer
     * @throws IllegalStateException if the Linalg is closed, or {@link #factor} has not been called
     */
    public void solve(MatrixBatch b) {
        if (!weighted) {
            throw new IllegalStateException("solve: expected a call of factor(w) before");
        }
        MatrixChecks.requireSameKind("b", b, "Q", factor);
        MatrixChecks.requireEqual("b: rows", "n + p + m", n + p + m, b.rows());
        MatrixChecks.requireWritable("b", b);
        linalg.run("solve", call(LinalgOperation.KKT_SOLVE, factor, b).withSizes(m, p, b.columns()));
    }

    /**
     * The same as {@link #solve}, as the matrix is symmetric: here so that code for the backward pass, which solves with
     * the transpose, can say so.
     *
     * @param b as for {@link #solve}
     */
    public void solveTransposed(MatrixBatch b) {
        solve(b);
    }

    private LinalgCall call(LinalgOperation operation, MatrixBatch... operands) {
        return LinalgCall.of(operation, factor.batch(), factor.precision(), n, operands)
                .withSizes(m, p, 0)
                .withInfo(info.codes());
    }
}
