package org.optnet4j.internal.reference;

import org.jspecify.annotations.Nullable;
import org.optnet4j.QpBatch;

/** The matrices of a batch in dual form; what all problems share is factored once, when this object is made. */
final class SharedForm {
    private final QpBatch batch;
    private final @Nullable QuadraticFactor quadratic;
    private final @Nullable EqualityFactor equalities;
    private final @Nullable DualForm all;

    SharedForm(QpBatch batch) {
        this.batch = batch;
        boolean shareQ = batch.Q().isShared() && batch.batchSize() > 0;
        boolean shareA = shareQ && (batch.A().isShared() || batch.p() == 0);
        boolean shareG = shareA && (batch.G().isShared() || batch.m() == 0);
        quadratic = shareQ ? factorQuadratic(0) : null;
        equalities = shareA ? factorEqualities(0) : null;
        all = shareG ? eliminate(0) : null;
    }

    /** The dual form of one problem. */
    DualForm of(int problem) {
        return all != null ? all : eliminate(problem);
    }

    private DualForm eliminate(int problem) {
        EqualityFactor factor = equalities != null ? equalities : factorEqualities(problem);
        return DualForm.of(factor, batch.m(), batch.G().block(problem, batch.m() * batch.n()));
    }

    private EqualityFactor factorEqualities(int problem) {
        QuadraticFactor factor = quadratic != null ? quadratic : factorQuadratic(problem);
        return EqualityFactor.of(factor, batch.p(), batch.A().block(problem, batch.p() * batch.n()));
    }

    private QuadraticFactor factorQuadratic(int problem) {
        return QuadraticFactor.of(batch.n(), batch.Q().block(problem, batch.n() * batch.n()));
    }
}
