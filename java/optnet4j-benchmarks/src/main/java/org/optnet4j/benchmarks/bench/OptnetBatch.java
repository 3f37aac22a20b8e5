package org.optnet4j.benchmarks.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.KktResidual;
import org.optnet4j.benchmarks.problems.Problems;
import org.optnet4j.benchmarks.problems.VariableBounds;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.examples.random.RandomStreams;

/** A batch for a back end of OptNet4J: solved, differentiated, or both. */
public final class OptnetBatch implements AutoCloseable {
    private static final long SEED = 20260107;

    /** Where the numbers of the problems lie. */
    public enum Storage {
        /** In Java arrays, every number given for every problem. */
        HEAP,
        /** In direct buffers, every number given for every problem. */
        DIRECT,
        /** In Java arrays, all but q given once for the whole batch. */
        SHARED,
        /** In Java arrays, every number given for every problem, rows that bound one variable as {@link VariableBounds}. */
        BOUNDS
    }

    private final Problems problems;
    private final QpBatch batch;
    private final Storage storage;
    private final @Nullable VariableBounds bounds;
    private final BatchArray upstream;
    private final QpSolver forgetting;
    private final QpSolver keeping;
    private final QpSolution solved;
    private final GradientTargets targets;

    /**
     * Prepares and solves a batch.
     *
     * @param backend name of the back end
     * @param pool the threads
     * @param problems the batch
     * @param storage where its numbers lie
     */
    public OptnetBatch(String backend, ForkJoinPool pool, Problems problems, Storage storage) {
        this.problems = problems;
        this.storage = storage;
        bounds = storage == Storage.BOUNDS ? new VariableBounds(problems) : null;
        batch = bounds == null
                ? batch(problems, storage).build()
                : batch(bounds.others(), storage)
                        .lb(BatchArray.perProblem(bounds.lb()))
                        .ub(BatchArray.perProblem(bounds.ub()))
                        .build();
        SplittableRandom random = RandomStreams.at(SEED);
        double[] dLdx = new double[problems.count() * problems.n()];
        Arrays.setAll(dLdx, i -> random.nextGaussian());
        upstream = storage == Storage.DIRECT ? direct(dLdx) : BatchArray.perProblem(dLdx);
        keeping = QpSolver.builder().backend(backend).pool(pool).build();
        forgetting = QpSolver.builder()
                .backend(backend)
                .pool(pool)
                .settings(QpSettings.defaults().withGradients(false))
                .build();
        solved = keeping.solve(batch);
        targets = GradientTargets.reused(batch);
    }

    private static QpBatch.Builder batch(Problems problems, Storage storage) {
        QpBatch.Builder builder = QpBatch.builder(problems.count(), problems.n())
                .Q(array(problems.Q(), problems.count(), storage))
                .q(array(problems.q(), problems.count(), storage == Storage.SHARED ? Storage.HEAP : storage));
        if (problems.p() > 0) {
            builder.A(array(problems.A(), problems.count(), storage)).b(array(problems.b(), problems.count(), storage));
        }
        if (problems.m() > 0) {
            builder.G(array(problems.G(), problems.count(), storage)).h(array(problems.h(), problems.count(), storage));
        }
        return builder;
    }

    private static BatchArray array(double[] values, int count, Storage storage) {
        return switch (storage) {
            case HEAP, BOUNDS -> BatchArray.perProblem(values);
            case DIRECT -> direct(values);
            case SHARED -> BatchArray.shared(Arrays.copyOf(values, values.length / count));
        };
    }

    private static BatchArray direct(double[] values) {
        DoubleBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Double.BYTES))
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
        return BatchArray.perProblem(buffer.put(values).flip());
    }

    /**
     * The worst relative KKT residual of the answers of both solvers, with and without gradients.
     *
     * @return the residual; infinite if a problem is not solved
     */
    public double residual() {
        try (QpSolution again = forgetting.solve(batch)) {
            return Math.max(residual(solved), residual(again));
        }
    }

    private double residual(QpSolution solution) {
        if (!solution.allSolved()) {
            return Double.POSITIVE_INFINITY;
        }
        return KktResidual.worst(problems, bounds == null ? Answers.of(solution) : bounds.answers(solution));
    }

    /**
     * How far the gradients are from solving the adjoint systems, {@link org.optnet4j.benchmarks.problems.AdjointResidual}.
     *
     * @return the worst residual; infinite if a gradient is not made of numbers
     * @throws UnsupportedOperationException if there are variable bounds, whose gradients that does not know
     */
    public double gradientResidual() {
        if (bounds != null) {
            throw new UnsupportedOperationException("gradients are not checked where there are bounds of variables");
        }
        GradientCheck check = new GradientCheck(problems, solved, upstream.toDoubles());
        return storage == Storage.SHARED
                ? check.ofSums(backward(), Row.TOLERANCE)
                : check.ofEach(backward(), Row.TOLERANCE);
    }

    /**
     * Solves, keeping nothing for gradients.
     *
     * @return the minimisers
     */
    public BatchArray forward() {
        try (QpSolution solution = forgetting.solve(batch)) {
            return solution.x();
        }
    }

    /**
     * All six gradients of the batch that was solved to begin with, into the same memory every time.
     *
     * @return the gradients
     */
    public QpGradients backward() {
        return solved.gradients(upstream, null, null, targets);
    }

    /**
     * Solves and takes all six gradients.
     *
     * @return the gradients
     */
    public QpGradients forwardAndBackward() {
        try (QpSolution solution = keeping.solve(batch)) {
            return solution.gradients(upstream, null, null, targets);
        }
    }

    @Override
    public void close() {
        solved.close();
        forgetting.close();
        keeping.close();
    }
}
