package org.optnet4j.experiments.timing;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.examples.random.RandomStreams;
import org.optnet4j.examples.stress.Chunk;
import org.optnet4j.examples.stress.KktResidual;

/**
 * The random problems that the paper timed: Q = UU' + 1e-3 I with U uniform in [0, 1), n x n; G, q and z0 standard normal;
 * h = G z0 + s0 with s0 uniform in [0, 1); as many inequalities as variables, no equalities, other numbers for every problem.
 */
final class PaperProblems {
    private static final double REGULARISATION = 1e-3;

    private final Chunk chunk;
    private final Precision precision;

    private PaperProblems(Chunk chunk, Precision precision) {
        this.chunk = chunk;
        this.precision = precision;
    }

    /**
     * Makes problems; the first of them are the same however many are made.
     *
     * @param count how many
     * @param n variables, and inequalities
     * @param precision to round them to
     * @param seed of the numbers
     */
    static PaperProblems make(int count, int n, Precision precision, long seed) {
        Chunk chunk = Chunk.zeros(count, n, n, 0);
        IntStream.range(0, count).parallel().forEach(i -> fill(chunk, i, RandomStreams.at(seed, n, i)));
        if (precision == Precision.FLOAT32) {
            round(chunk.Q());
            round(chunk.q());
            round(chunk.G());
            round(chunk.h());
        }
        return new PaperProblems(chunk, precision);
    }

    private static void fill(Chunk chunk, int i, SplittableRandom random) {
        int n = chunk.n();
        double[] U = random.doubles((long) n * n).toArray();
        int at = i * n * n;
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = row == column ? REGULARISATION : 0;
                for (int k = 0; k < n; k++) {
                    sum += U[row * n + k] * U[column * n + k];
                }
                chunk.Q()[at + row * n + column] = sum;
                chunk.Q()[at + column * n + row] = sum;
            }
        }
        double[] z0 = new double[n];
        for (int j = 0; j < n; j++) {
            z0[j] = random.nextGaussian();
            chunk.q()[i * n + j] = random.nextGaussian();
        }
        for (int row = 0; row < n; row++) {
            double sum = random.nextDouble();
            for (int j = 0; j < n; j++) {
                double g = random.nextGaussian();
                chunk.G()[at + row * n + j] = g;
                sum += g * z0[j];
            }
            chunk.h()[i * n + row] = sum;
        }
    }

    private static void round(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }

    int n() {
        return chunk.n();
    }

    int count() {
        return chunk.size();
    }

    /** All problems as one batch. */
    QpBatch batch() {
        QpBatch wide = chunk.batch();
        return precision == Precision.FLOAT64
                ? wide
                : QpBatch.builder(chunk.size(), chunk.n())
                        .Q(wide.Q().to(precision))
                        .q(wide.q().to(precision))
                        .G(wide.G().to(precision))
                        .h(wide.h().to(precision))
                        .build();
    }

    /** One problem as a batch of its own. */
    QpBatch alone(int problem) {
        int n = chunk.n();
        QpBatch all = chunk.batch();
        return QpBatch.builder(1, n)
                .Q(block(all.Q(), problem, n * n))
                .q(block(all.q(), problem, n))
                .G(block(all.G(), problem, n * n))
                .h(block(all.h(), problem, n))
                .build();
    }

    private BatchArray block(BatchArray array, int problem, int length) {
        return BatchArray.perProblem(array.block(problem, length)).to(precision);
    }

    /** The data of the problems, in double precision. */
    Chunk chunk() {
        return chunk;
    }

    /**
     * The worst scaled KKT residual of the answers, computed in double precision and apart from the solver; infinite if a
     * problem is not solved.
     */
    double residual(QpSolution solution) {
        return !solution.allSolved()
                ? Double.POSITIVE_INFINITY
                : residual(
                        new Answers(solution.x().toDoubles(), solution.lambda().toDoubles()));
    }

    /** The worst scaled KKT residual of the answers. */
    double residual(Answers answers) {
        KktResidual residual = new KktResidual(chunk.n());
        double worst = 0;
        for (int i = 0; i < chunk.size(); i++) {
            worst = Math.max(worst, residual.of(chunk, i, answers.x(), new double[0], answers.lambda()));
        }
        return worst;
    }
}
