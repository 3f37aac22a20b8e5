package org.optnet4j.examples.stress;

import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
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

    /** Rounds all numbers to single precision, so that a check sees what a solver in that precision sees. */
    void round() {
        for (double[] numbers : new double[][] {Q, q, A, b, G, h}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) numbers[i];
            }
        }
    }

    /** The chunk as a batch; in double precision it wraps the numbers. */
    QpBatch batch(Precision precision) {
        QpBatch.Builder builder = QpBatch.builder(size, family.n())
                .Q(BatchArray.perProblem(Q).to(precision))
                .q(BatchArray.perProblem(q).to(precision));
        if (family.p() > 0) {
            builder.A(BatchArray.perProblem(A).to(precision))
                    .b(BatchArray.perProblem(b).to(precision));
        }
        if (family.m() > 0) {
            builder.G(BatchArray.perProblem(G).to(precision))
                    .h(BatchArray.perProblem(h).to(precision));
        }
        return builder.build();
    }
}
