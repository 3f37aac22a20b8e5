package org.optnet4j.experiments.classify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

/** Where the quadratic program's Q = LL' + 1e-4 I and h = G z0 + s0 start. */
public enum OptNetStart {
    /** L = I and s0 = 10: no inequality is active, and what the layer puts out is minus what it is given. */
    identity(OptNetStart::identity, 10),

    /** L uniform in [0, 1) and s0 = 1, as in the authors' code: most inequalities of a small polytope are near. */
    authors((manager, shape, type) -> manager.randomUniform(0, 1, shape, type), 1);

    private final Initializer factor;
    private final float slack;

    OptNetStart(Initializer factor, float slack) {
        this.factor = factor;
        this.slack = slack;
    }

    /** Of L. */
    Initializer factor() {
        return factor;
    }

    /** Of s0. */
    Initializer slack() {
        return (manager, shape, type) -> manager.full(shape, slack, type);
    }

    private static NDArray identity(NDManager manager, Shape shape, DataType type) {
        return manager.eye((int) shape.get(0), (int) shape.get(1), 0, type);
    }
}
