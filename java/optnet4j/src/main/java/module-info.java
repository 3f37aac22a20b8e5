/**
 * OptNet4J: batches of quadratic programs, solved and differentiated exactly.
 *
 * <p>Start at {@link org.optnet4j.QpSolver}; {@link org.optnet4j.layer.QpLayer} is the same thing as a layer of a
 * network; {@link org.optnet4j.backend.Backends} says what does the work and why.
 *
 * @uses org.optnet4j.backend.Backend
 */
module org.optnet4j {
    requires static org.jspecify;

    exports org.optnet4j;
    exports org.optnet4j.backend;
    exports org.optnet4j.cuda;
    exports org.optnet4j.layer;
    exports org.optnet4j.linalg;

    uses org.optnet4j.backend.Backend;
}
