package org.optnet4j.benchmarks.peers;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.Backends;

/** The libraries that factor batches of matrices. */
public enum CholeskyLibrary {
    /** The cpu back end of OptNet4J. */
    CPU("optnet4j cpu", "optnet4j"),
    /** The java back end of OptNet4J. */
    JAVA("optnet4j java", "optnet4j"),
    /** EJML. */
    EJML("EJML", "ejml"),
    /** LAPACK translated to Java, by netlib. */
    NETLIB_JAVA("netlib java", "netlib"),
    /** The LAPACK of the system, through netlib. */
    NETLIB_NATIVE("netlib native", "netlib");

    /** Says at level WARNING what {@link #unavailable} says too. Held, because a logger that nobody holds forgets its level. */
    private static final Logger NETLIB_LOG = Logger.getLogger("dev.ludovic.netlib");

    private final String title;
    private final String artifact;

    CholeskyLibrary(String title, String artifact) {
        this.title = title;
        this.artifact = artifact;
    }

    /**
     * The name in tables.
     *
     * @return for example EJML
     */
    public String title() {
        return title;
    }

    /**
     * The version of the library.
     *
     * @return for example 0.44.0
     */
    public String version() {
        return Versions.of(artifact);
    }

    /**
     * Why the library cannot work here.
     *
     * @return the reason; empty if it can
     */
    public Optional<String> unavailable() {
        return switch (this) {
            case CPU, JAVA -> reasons(backend());
            case EJML, NETLIB_JAVA -> Optional.empty();
            case NETLIB_NATIVE -> {
                NETLIB_LOG.setLevel(Level.OFF);
                try {
                    NativeLAPACK.getInstance();
                    yield Optional.empty();
                } catch (RuntimeException e) {
                    yield Optional.of("no LAPACK of the system: " + e.getMessage());
                }
            }
        };
    }

    /**
     * Starts the library.
     *
     * @param pool the threads
     * @param batch how many matrices
     * @param n rows and columns of each
     * @return what factors them, to be closed
     */
    public CholeskyWay start(ForkJoinPool pool, int batch, int n) {
        return switch (this) {
            case CPU, JAVA -> new OptnetCholesky(backend(), pool, batch, n);
            case EJML -> new SlicedCholesky(pool, batch, n, () -> new EjmlCholesky(n));
            case NETLIB_JAVA ->
                new SlicedCholesky(pool, batch, n, () -> new NetlibCholesky(JavaLAPACK.getInstance(), n));
            case NETLIB_NATIVE ->
                new SlicedCholesky(pool, batch, n, () -> new NetlibCholesky(NativeLAPACK.getInstance(), n));
        };
    }

    private String backend() {
        return this == CPU ? "cpu" : "java";
    }

    private static Optional<String> reasons(String name) {
        for (Backend backend : Backends.all()) {
            if (backend.name().equals(name)) {
                List<String> reasons = backend.unavailableReasons();
                return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
            }
        }
        return Optional.of("not part of this build");
    }
}
