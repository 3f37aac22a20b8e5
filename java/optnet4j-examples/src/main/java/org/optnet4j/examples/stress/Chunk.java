package org.optnet4j.examples.stress;

import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;

/** The data of as many problems as are held in memory at a time; reused from chunk to chunk. */
final class Chunk {
    final ProblemFamily family;
    final int size;
    final double[] Q;
    final double[] q;
    final double[] A;
    final double[] b;
    final double[] G;
    final double[] h;

    Chunk(ProblemFamily family, int size) {
        int n = family.n();
        int m = family.m();
        int p = family.p();
        this.family = family;
        this.size = size;
        Q = numbers(n * n);
        q = numbers(n);
        A = numbers(p * n);
        b = numbers(p);
        G = numbers(m * n);
        h = numbers(m);
    }

    private double[] numbers(int perProblem) {
        return new double[Math.multiplyExact(size, perProblem)];
    }

    /** The chunk as a batch; wraps, does not copy. */
    QpBatch batch() {
        QpBatch.Builder builder =
                QpBatch.builder(size, family.n()).Q(BatchArray.perProblem(Q)).q(BatchArray.perProblem(q));
        if (family.p() > 0) {
            builder.A(BatchArray.perProblem(A)).b(BatchArray.perProblem(b));
        }
        if (family.m() > 0) {
            builder.G(BatchArray.perProblem(G)).h(BatchArray.perProblem(h));
        }
        return builder.build();
    }
}
