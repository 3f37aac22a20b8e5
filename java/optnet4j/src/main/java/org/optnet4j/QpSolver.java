package org.optnet4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.backend.Backends;
import org.optnet4j.internal.Lifetime;
import org.optnet4j.internal.forms.FormChoice;
import org.optnet4j.internal.forms.FormSolver;

/**
 * Solves batches of quadratic programs.
 *
 * <pre>{@code
 * try (QpSolver solver = QpSolver.create();
 *         QpSolution solution = solver.solve(batch)) {
 *     double[] x = solution.x().doubles();
 *     QpGradients gradients = solution.gradients(BatchArray.perProblem(dLdx));
 * }
 * }</pre>
 *
 * <p>A solver is reusable and thread-safe: several threads may solve at the same time. What a problem's answer is, to
 * the bit, depends neither on the other problems of the batch nor on the number of threads.
 */
public final class QpSolver implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(QpSolver.class.getName());

    private final QpSettings settings;
    private final String backend;
    private final FormSolver solver;
    private final ForkJoinPool pool;
    private final Lifetime lifetime;

    private QpSolver(Backend backend, QpSettings settings, ForkJoinPool pool) {
        this.settings = settings;
        this.backend = backend.name();
        this.pool = pool;
        this.solver = new FormSolver(backend.open(settings, pool), settings, pool);
        // Method reference on the field's value: what frees must not hold this solver.
        this.lifetime = new Lifetime(this, "this QpSolver", solver::close);
    }

    /**
     * A solver with the default settings on the best back end available.
     *
     * @return an open solver
     */
    public static QpSolver create() {
        return builder().build();
    }

    /**
     * A solver on the best back end available.
     *
     * @param settings when to stop and what to keep
     * @return an open solver
     */
    public static QpSolver create(QpSettings settings) {
        return builder().settings(settings).build();
    }

    /**
     * Begins a solver with chosen back end, settings or thread pool.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Solves all problems of a batch.
     *
     * @param batch the problems
     * @return the solution; close it when its gradients have been taken
     * @throws IllegalArgumentException if the settings want {@link Form#DUAL} and the batch does not fit it, or smoothing
     *     and the back end has none for the form of the batch
     * @throws CudaException if CUDA fails
     * @throws OutOfMemoryError if the factors to be kept exceed {@code optnet4j.native.maxMemory}
     * @throws IllegalStateException if this solver is closed
     */
    public QpSolution solve(QpBatch batch) {
        Objects.requireNonNull(batch, "batch");
        return lifetime.use(this, "solve", () -> {
            FormInfo choice = FormChoice.choose(settings.form(), batch);
            QpSolution solution = new QpSolution(batch, solver.solve(batch), choice);
            LOGGER.log(System.Logger.Level.DEBUG, solution::info);
            return solution;
        });
    }

    /**
     * Solves problems of different shapes. Those of one shape are solved together, as one batch, and so are problems that
     * differ in the number of variables where that is faster; none of this shows in the answers: to the bit, each is what
     * {@link #solve(QpBatch)} gives for {@link QpProblem#toBatch() the problem alone}, except that zeros are positive.
     *
     * <p>The numbers are copied. Where problems share large matrices, a {@link QpBatch} that says so is faster.
     *
     * @param problems the problems, of any sizes and precisions; may be empty
     * @return the solution, in the order of the list; close it when its gradients have been taken
     * @throws NullPointerException if the list or a problem in it is null
     * @throws IllegalArgumentException if the settings want {@link Form#DUAL} and a problem does not fit it
     * @throws IllegalStateException if this solver is closed
     */
    public RaggedSolution solve(List<QpProblem> problems) {
        Objects.requireNonNull(problems, "problems");
        List<QpProblem> given = new ArrayList<>(problems);
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) == null) {
                throw new NullPointerException("problems[" + i + "]: expected a problem, got null");
            }
        }
        return lifetime.use(this, "solve", () -> {
            RaggedSolution solution = RaggedSolver.solve(solver, settings, pool, given);
            LOGGER.log(System.Logger.Level.DEBUG, solution::info);
            return solution;
        });
    }

    /**
     * The back end that does the work.
     *
     * @return its name, never {@code auto}
     */
    public String backend() {
        return backend;
    }

    /**
     * When this solver stops and what it keeps.
     *
     * @return the settings
     */
    public QpSettings settings() {
        return settings;
    }

    /**
     * Frees what the back end holds, after the calls that are running have ended. Solutions stay usable: as long as one
     * that is open may still ask for gradients in the normal form, the back end is freed with it. A second call does nothing.
     */
    @Override
    public void close() {
        lifetime.close();
    }

    /** Collects what a {@link QpSolver} is made of. */
    public static final class Builder {
        private String backend = Backends.AUTO;
        private QpSettings settings = QpSettings.defaults();
        private @Nullable ForkJoinPool pool;

        private Builder() {}

        /**
         * Chooses the back end.
         *
         * @param name {@code auto} (the default), {@code java}, {@code cpu} or {@code cuda}, or the name of one that a
         *     provider on the class path adds
         * @return this builder
         */
        public Builder backend(String name) {
            backend = Objects.requireNonNull(name, "backend");
            return this;
        }

        /**
         * Chooses the settings.
         *
         * @param settings when to stop and what to keep
         * @return this builder
         */
        public Builder settings(QpSettings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Chooses the threads that back ends on the CPU work with. A call works with as many as the pool's parallelism says: the
         * one that calls, and threads of the pool as far as they are free. (With the common pool all of its threads help.) Back
         * end {@code cuda} copies large arrays to and from the device by as many threads, at most eight: the one that calls, and
         * others of its own.
         *
         * @param pool the pool, by default {@link ForkJoinPool#commonPool()}; the solver never shuts it down
         * @return this builder
         */
        public Builder pool(ForkJoinPool pool) {
            this.pool = Objects.requireNonNull(pool, "pool");
            return this;
        }

        /**
         * Opens the solver.
         *
         * @return an open solver
         * @throws BackendUnavailableException if the chosen back end does not exist or cannot work on this machine
         */
        public QpSolver build() {
            return new QpSolver(
                    Backends.select(backend), settings, Objects.requireNonNullElseGet(pool, ForkJoinPool::commonPool));
        }
    }
}
