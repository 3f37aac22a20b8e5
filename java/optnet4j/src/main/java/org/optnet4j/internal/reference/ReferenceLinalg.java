package org.optnet4j.internal.reference;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgFlag;
import org.optnet4j.internal.Parallel;
import org.optnet4j.linalg.MatrixBatch;

/** The linear algebra in double arithmetic, matrix by matrix: read, worked on, written. */
final class ReferenceLinalg implements BackendLinalg {
    private final ForkJoinPool pool;

    ReferenceLinalg(ForkJoinPool pool) {
        this.pool = pool;
    }

    @Override
    public void run(LinalgCall call) {
        IntConsumer one = switch (call.operation()) {
            case CHOLESKY_FACTOR -> k -> factorCholesky(call, k);
            case CHOLESKY_SOLVE ->
                k -> {
                    double[] l = MatrixNumbers.read(call.operand(0), k);
                    Cholesky.invertDiagonal(l, call.n());
                    solve(call, k, x -> {
                        Cholesky.solveLower(l, call.n(), x);
                        Cholesky.solveLowerTransposed(l, call.n(), x);
                    });
                };
            case CHOLESKY_INVERSE -> k -> invertCholesky(call, k);
            case LDL_FACTOR -> k -> factorLdl(call, k);
            case LDL_SOLVE ->
                k -> {
                    Ldl.Solver solver = new Ldl.Solver(MatrixNumbers.read(call.operand(0), k), call.n());
                    solve(call, k, solver::solve);
                };
            case LU_FACTOR -> k -> factorLu(call, k);
            case LU_SOLVE ->
                k -> {
                    int n = call.n();
                    Lu.Solver solver = new Lu.Solver(MatrixNumbers.read(call.operand(0), k), n, call.pivots(), k * n);
                    boolean transposed = call.flags().contains(LinalgFlag.TRANSPOSED);
                    solve(call, k, transposed ? solver::solveTransposed : solver::solve);
                };
            case TRIANGULAR_SOLVE -> k -> solveTriangular(call, k);
            case TRIANGULAR_MULTIPLY -> k -> multiplyTriangular(call, k);
            case WEIGHTED_GRAM -> k -> weightedGram(call, k);
            case KKT_PREPARE -> k -> prepareKkt(call, k);
            case KKT_FACTOR -> k -> factorKkt(call, k);
            case KKT_SOLVE -> k -> solveKkt(call, k);
        };
        Parallel.forEachToTheEnd(pool, call.batch(), one);
    }

    private static void factorCholesky(LinalgCall call, int k) {
        double[] a = MatrixNumbers.read(call.operand(0), k);
        Cholesky.factor(a, call.n(), 0);
        // A pivot that was not positive has left a reciprocal that is zero, infinite or no number.
        call.info()[k] = firstFailure(call.n(), i -> isDivisor(a[i * call.n() + i]) && a[i * call.n() + i] > 0);
        Cholesky.invertDiagonal(a, call.n());
        if (call.info()[k] == 0) {
            MatrixNumbers.writeLower(call.operand(0), k, a);
        }
    }

    private static void invertCholesky(LinalgCall call, int k) {
        int n = call.n();
        double[] rows = new double[n * n];
        for (int i = 0; i < n; i++) {
            rows[i * n + i] = 1;
        }
        double[] l = MatrixNumbers.read(call.operand(0), k);
        Cholesky.invertDiagonal(l, n);
        Cholesky.solveRows(l, n, rows, n);
        double[] inverse = Dense.gram(rows, n, n);
        if (call.info()[k] != 0) {
            Arrays.fill(inverse, Double.NaN);
        }
        MatrixNumbers.writeLower(call.operand(0), k, inverse);
    }

    private static void factorLdl(LinalgCall call, int k) {
        double[] a = MatrixNumbers.read(call.operand(0), k);
        Ldl.factor(a, call.n());
        call.info()[k] = firstFailure(call.n(), i -> isDivisor(a[i * call.n() + i]));
        if (call.info()[k] == 0) {
            MatrixNumbers.writeLower(call.operand(0), k, a);
        }
    }

    private static void factorLu(LinalgCall call, int k) {
        double[] a = MatrixNumbers.read(call.operand(0), k);
        Lu.factor(a, call.n(), call.pivots(), k * call.n());
        call.info()[k] = firstFailure(call.n(), i -> isDivisor(a[i * call.n() + i]));
        if (call.info()[k] == 0) {
            MatrixNumbers.write(call.operand(0), k, a);
        }
    }

    /** T as a lower triangle: an upper one is the transpose of one. */
    private static double[] triangle(LinalgCall call, int k) {
        double[] t = call.flags().contains(LinalgFlag.UPPER)
                ? MatrixNumbers.readTransposed(call.operand(0), k)
                : MatrixNumbers.read(call.operand(0), k);
        if (call.flags().contains(LinalgFlag.UNIT)) {
            for (int i = 0; i < call.n(); i++) {
                t[i * call.n() + i] = 1;
            }
        }
        return t;
    }

    private static boolean usesTransposed(LinalgCall call) {
        return call.flags().contains(LinalgFlag.UPPER) != call.flags().contains(LinalgFlag.TRANSPOSED);
    }

    private static void solveTriangular(LinalgCall call, int k) {
        int n = call.n();
        double[] t = triangle(call, k);
        call.info()[k] = firstFailure(n, i -> isDivisor(t[i * n + i]));
        if (call.info()[k] != 0) {
            return;
        }
        Cholesky.invertDiagonal(t, n);
        forColumns(call.operand(1), k, x -> {
            if (usesTransposed(call)) {
                Cholesky.solveLowerTransposed(t, n, x);
            } else {
                Cholesky.solveLower(t, n, x);
            }
        });
    }

    private static void multiplyTriangular(LinalgCall call, int k) {
        int n = call.n();
        double[] t = triangle(call, k);
        forColumns(call.operand(1), k, x -> {
            double[] y = usesTransposed(call) ? Dense.multiplyLowerTransposed(t, n, x) : Dense.multiplyLower(t, n, x);
            System.arraycopy(y, 0, x, 0, n);
        });
    }

    private static void weightedGram(LinalgCall call, int k) {
        int n = call.n();
        int m = call.m();
        double[] rows = call.flags().contains(LinalgFlag.TRANSPOSED)
                ? MatrixNumbers.readTransposed(call.operand(0), k)
                : MatrixNumbers.read(call.operand(0), k);
        double[] weighted = rows.clone();
        if (call.flags().contains(LinalgFlag.WEIGHTED)) {
            double[] d = MatrixNumbers.read(call.operand(1), k);
            for (int e = 0; e < weighted.length; e++) {
                weighted[e] *= d[e % m];
            }
        }
        double[] product = Dense.multiplyByTransposed(rows, n, weighted, n, m);
        if (call.flags().contains(LinalgFlag.ADD)) {
            double[] old = MatrixNumbers.read(call.operand(2), k);
            for (int e = 0; e < product.length; e++) {
                product[e] += old[e];
            }
        }
        MatrixNumbers.writeLower(call.operand(2), k, product);
    }

    private static void prepareKkt(LinalgCall call, int k) {
        int n = call.n();
        double[] q = MatrixNumbers.read(call.operand(0), k);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                q[j * n + i] = q[i * n + j];
            }
        }
        QuadraticFactor quadratic = QuadraticFactor.of(n, q);
        EqualityFactor equalities = EqualityFactor.of(quadratic, call.p(), MatrixNumbers.read(call.operand(1), k));
        call.info()[k] = !quadratic.positiveDefinite() ? 1 : !equalities.positiveDefinite() ? 2 : 0;
        if (call.info()[k] == 0) {
            DualForm form = DualForm.of(equalities, call.m(), MatrixNumbers.read(call.operand(2), k));
            double[] row = new double[call.operand(3).columns()];
            MatrixNumbers.write(call.operand(3), k, stored(call).store(form, row));
        }
    }

    private static void factorKkt(LinalgCall call, int k) {
        if (call.info()[k] == 1 || call.info()[k] == 2) {
            return;
        }
        double[] row = MatrixNumbers.read(call.operand(1), k);
        double[] w = MatrixNumbers.read(call.operand(0), k);
        double[] t = stored(call).weighted(row, w);
        boolean definite = Cholesky.factor(t, call.m(), Cholesky.noise(call.m()))
                && stored(call).isDefinite(t, row, w, call.precision());
        call.info()[k] = definite ? 0 : 3;
        if (definite) {
            stored(call).storeReduced(t, row);
            MatrixNumbers.write(call.operand(1), k, row);
        }
    }

    private static void solveKkt(LinalgCall call, int k) {
        KktFactors factors = stored(call).load(MatrixNumbers.read(call.operand(0), k));
        int n = call.n();
        int p = call.p();
        solve(call, k, x -> {
            for (int i = 0; i < n; i++) {
                x[i] = -x[i];
            }
            KktFactors.Direction solution = factors.solve(
                    Arrays.copyOf(x, n), Arrays.copyOfRange(x, n, n + p), Arrays.copyOfRange(x, n + p, x.length));
            System.arraycopy(solution.x(), 0, x, 0, n);
            System.arraycopy(solution.nu(), 0, x, n, p);
            System.arraycopy(solution.lambda(), 0, x, n + p, call.m());
        });
    }

    /** 0, or the first k, from 1, for which ok(k - 1) does not hold. */
    private static int firstFailure(int count, IntPredicate ok) {
        for (int i = 0; i < count; i++) {
            if (!ok.test(i)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether something can be divided by a number: it and its reciprocal are finite. */
    static boolean isDivisor(double number) {
        return Double.isFinite(number) && Double.isFinite(1 / number);
    }

    private static StoredKkt stored(LinalgCall call) {
        return new StoredKkt(call.n(), call.m(), call.p());
    }

    /** Solves for the columns of operand 1; NaN where there is no factor. */
    private static void solve(LinalgCall call, int k, Consumer<double[]> body) {
        if (call.info()[k] != 0) {
            forColumns(call.operand(1), k, x -> Arrays.fill(x, Double.NaN));
        } else {
            forColumns(call.operand(1), k, body);
        }
    }

    private static void forColumns(MatrixBatch matrices, int k, Consumer<double[]> body) {
        int rows = matrices.rows();
        double[] columns = MatrixNumbers.readTransposed(matrices, k);
        double[] column = new double[rows];
        for (int j = 0; j < matrices.columns(); j++) {
            System.arraycopy(columns, j * rows, column, 0, rows);
            body.accept(column);
            System.arraycopy(column, 0, columns, j * rows, rows);
        }
        MatrixNumbers.writeTransposed(matrices, k, columns);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
