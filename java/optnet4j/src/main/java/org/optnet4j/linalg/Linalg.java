package org.optnet4j.linalg;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.backend.Backends;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.internal.Lifetime;

/**
 * What works on batches of matrices: a back end and its threads.
 *
 * <pre>{@code
 * try (Linalg linalg = Linalg.create()) {
 *     MatrixBatch a = MatrixBatch.of(numbers, 1000, 16, 16);
 *     BatchCholesky cholesky = BatchCholesky.factor(linalg, a);
 *     cholesky.solve(MatrixBatch.of(rightHandSides, 1000, 16, 1));
 * }
 * }</pre>
 *
 * <p>Reusable and thread-safe.
 */
public final class Linalg implements AutoCloseable {
    private final String backend;
    private final BackendLinalg linalg;
    private final Lifetime lifetime;

    private Linalg(String backend, BackendLinalg linalg) {
        this.backend = backend;
        this.linalg = linalg;
        this.lifetime = new Lifetime(this, "the Linalg", linalg::close);
    }

    /**
     * The linear algebra of the best back end that has one.
     *
     * @return it, open
     */
    public static Linalg create() {
        return builder().build();
    }

    /**
     * Begins with chosen back end or thread pool.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The back end that does the work.
     *
     * @return its name, never {@code auto}
     */
    public String backend() {
        return backend;
    }

    /** Frees what the back end holds, after the calls that are running have ended. A second call does nothing. */
    @Override
    public void close() {
        lifetime.close();
    }

    void run(String what, LinalgCall call) {
        for (MatrixBatch operand : call.operands()) {
            if (operand != null && operand.deviceNumbers().isPresent() && !backend.equals("cuda")) {
                throw new IllegalArgumentException(
                        what + ": expected matrices in host memory for the " + backend + " back end, got " + operand);
            }
        }
        lifetime.use(this, what, () -> {
            linalg.run(call);
            return null;
        });
    }

    /** Collects what a {@link Linalg} is made of. */
    public static final class Builder {
        private String backend = Backends.AUTO;
        private @Nullable ForkJoinPool pool;

        private Builder() {}

        /**
         * Chooses the back end.
         *
         * @param name {@code auto} (the default), {@code java}, {@code cpu} or {@code cuda}, or the name of one that a provider on the
         *     class path adds
         * @return this builder
         */
        public Builder backend(String name) {
            backend = Objects.requireNonNull(name, "backend");
            return this;
        }

        /**
         * Chooses the threads that back ends on the CPU work with.
         *
         * @param pool the pool, by default {@link ForkJoinPool#commonPool()}; never shut down here; the thread that calls is
         *     one of as many as it has
         * @return this builder
         */
        public Builder pool(ForkJoinPool pool) {
            this.pool = Objects.requireNonNull(pool, "pool");
            return this;
        }

        /**
         * Opens the linear algebra.
         *
         * @return it, open
         * @throws BackendUnavailableException if the chosen back end does not exist, cannot work on this machine or has no
         *     linear algebra; with {@code auto}, if none has
         */
        public Linalg build() {
            ForkJoinPool threads = Objects.requireNonNullElseGet(pool, ForkJoinPool::commonPool);
            Backend chosen = Backends.select(backend);
            BackendLinalg linalg = chosen.openLinalg(threads);
            if (linalg != null) {
                return new Linalg(chosen.name(), linalg);
            }
            if (!backend.equals(Backends.AUTO)) {
                throw new BackendUnavailableException("Back end '" + chosen.name() + "' has no linear algebra");
            }
            for (Backend other : Backends.all()) {
                linalg = other.unavailableReasons().isEmpty() ? other.openLinalg(threads) : null;
                if (linalg != null) {
                    return new Linalg(other.name(), linalg);
                }
            }
            throw new BackendUnavailableException("No available back end has linear algebra.\n" + Backends.report());
        }
    }
}
