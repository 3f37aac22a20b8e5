package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.optnet4j.djl.Parametrisation.Diagonal;
import org.optnet4j.djl.Parametrisation.EqualityBound;
import org.optnet4j.djl.Parametrisation.Factored;
import org.optnet4j.djl.Parametrisation.InequalityBound;
import org.optnet4j.djl.Parametrisation.Quadratic;
import org.optnet4j.djl.Parametrisation.ScaledIdentity;
import org.optnet4j.djl.Parametrisation.Source;
import org.optnet4j.djl.Parametrisation.Through;
import org.optnet4j.djl.Parametrisation.ThroughWithSlack;

/**
 * Which problem a block solves: its sizes, and where each parameter comes from.
 *
 * @param n variables
 * @param m rows of G; without any, G, h and l are null
 * @param p equalities; without any, A and b are null
 */
record QpDefinition(
        int n,
        int m,
        int p,
        Quadratic Q,
        Source q,
        @Nullable Source A,
        @Nullable EqualityBound b,
        @Nullable Source G,
        @Nullable InequalityBound h,
        @Nullable Source l,
        @Nullable Source lb,
        @Nullable Source ub) {

    /** Its learned parameters and inputs. */
    Leaves leaves() {
        Leaves leaves = new Leaves();
        leaves.add("q", q, new Shape(n));
        if (Q instanceof Source source) {
            leaves.add("Q", source, new Shape(n, n));
        } else if (Q instanceof Factored factored) {
            leaves.add("L of Q", factored.factor(), new Shape(n, n));
        } else if (Q instanceof Diagonal diagonal) {
            leaves.add("diagonal of Q", diagonal.diagonal(), new Shape(n));
        } else if (Q instanceof ScaledIdentity identity) {
            leaves.add("c of Q", identity.factor(), new Shape(1));
        }
        if (A != null) {
            leaves.add("A", A, new Shape(p, n));
        }
        if (b instanceof Source source) {
            leaves.add("b", source, new Shape(p));
        } else if (b instanceof Through through) {
            leaves.add("z0 of b", through.point(), new Shape(n));
        }
        if (G != null) {
            leaves.add("G", G, new Shape(m, n));
        }
        if (h instanceof Source source) {
            leaves.add("h", source, new Shape(m));
        } else if (h instanceof ThroughWithSlack through) {
            leaves.add("z0 of h", through.point(), new Shape(n));
            leaves.add("s0 of h", through.slack(), new Shape(m));
        }
        if (l != null) {
            leaves.add("l", l, new Shape(m));
        }
        if (lb != null) {
            leaves.add("lb", lb, new Shape(n));
        }
        if (ub != null) {
            leaves.add("ub", ub, new Shape(n));
        }
        return leaves;
    }

    /** The parameters of the problems of one forward pass. */
    LiveProblem live(Sources sources) {
        Live liveA = A == null ? null : sources.of(A, new Shape(p, n));
        Live liveG = G == null ? null : sources.of(G, new Shape(m, n));
        return new LiveProblem(
                this,
                sources.batch(),
                quadratic(sources),
                sources.of(q, new Shape(n)),
                liveA,
                liveA == null ? null : equalityBound(sources, liveA),
                liveG,
                liveG == null || h == null ? null : inequalityBound(sources, liveG),
                l == null ? null : sources.of(l, new Shape(m)),
                lb == null ? null : sources.of(lb, new Shape(n)),
                ub == null ? null : sources.of(ub, new Shape(n)));
    }

    /** Whether Q is a diagonal, and live as one. */
    boolean isDiagonal() {
        return Q instanceof Diagonal || Q instanceof ScaledIdentity;
    }

    /** Whether Q is symmetric whatever the numbers are. */
    boolean isSymmetric() {
        return !(Q instanceof Source);
    }

    private Live quadratic(Sources sources) {
        if (Q instanceof Factored factored) {
            return factored(sources, factored);
        }
        if (Q instanceof Diagonal diagonal) {
            return sources.of(diagonal.diagonal(), new Shape(n));
        }
        if (Q instanceof ScaledIdentity identity) {
            Live factor = sources.of(identity.factor(), new Shape(1));
            Shape shape = factor.perProblem() ? new Shape(sources.batch(), n) : new Shape(n);
            return factor.with(factor.array().broadcast(shape));
        }
        return sources.of((Source) Q, new Shape(n, n));
    }

    private Live factored(Sources sources, Factored factored) {
        Live factor = sources.of(factored.factor(), new Shape(n, n));
        NDArray L = factored.lowerTriangular() ? factor.array().mul(sources.lowerTriangle(n)) : factor.array();
        NDArray transposed = factor.perProblem() ? L.transpose(0, 2, 1) : L.transpose();
        NDArray epsilon = sources.identity(n).mul(factored.epsilon());
        return factor.with(L.matMul(transposed).add(epsilon));
    }

    private Live equalityBound(Sources sources, Live matrix) {
        if (b instanceof Through through) {
            return matrix.times(sources.of(through.point(), new Shape(n)));
        }
        return sources.of((Source) b, new Shape(p));
    }

    private Live inequalityBound(Sources sources, Live matrix) {
        if (h instanceof ThroughWithSlack through) {
            Live product = matrix.times(sources.of(through.point(), new Shape(n)));
            return product.plus(sources.of(through.slack(), new Shape(m)));
        }
        return sources.of((Source) h, new Shape(m));
    }
}
