package org.optnet4j.benchmarks.peers;

/** The solvers of quadratic programs that the JVM has besides this one. */
public enum JvmSolver {
    /** ojAlgo's alternating direction method of multipliers: its fastest, but not always accurate to 1e-8. */
    OJALGO_ADMM("ojAlgo ADMM", "ojalgo", new OjAlgo(true)),
    /** ojAlgo's active-set method: accurate. */
    OJALGO_ACTIVE_SET("ojAlgo active set", "ojalgo", new OjAlgo(false)),
    /** Hipparchus' alternating direction method of multipliers, the one solver of quadratic programs that it has. */
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
     * @return for example ojAlgo ADMM
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
