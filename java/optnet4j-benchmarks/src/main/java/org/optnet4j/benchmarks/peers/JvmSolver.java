package org.optnet4j.benchmarks.peers;

/** The solvers of quadratic programs that the JVM has besides this one. */
public enum JvmSolver {
    /** {@link OjAlgo}. */
    OJALGO("ojAlgo", "ojalgo", new OjAlgo()),
    /** {@link Hipparchus}. */
    HIPPARCHUS("Hipparchus", "hipparchus", new Hipparchus());

    private final String title;
    private final String artifact;
    private final PeerSolver solver;

    JvmSolver(String title, String artifact, PeerSolver solver) {
        this.title = title;
        this.artifact = artifact;
        this.solver = solver;
    }

    /**
     * The name in tables.
     *
     * @return for example ojAlgo
     */
    public String title() {
        return title;
    }

    /**
     * The version of the library.
     *
     * @return for example 57.1.0
     */
    public String version() {
        return Versions.of(artifact);
    }

    /**
     * The solver.
     *
     * @return what solves
     */
    public PeerSolver solver() {
        return solver;
    }
}
