package org.optnet4j.testing;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;

/**
 * The numbers of a batch, as plain arrays that a test may change.
 *
 * @param shared letters of the parameters of which there is one block
 */
public record QpData(
        int batch,
        int n,
        int m,
        int p,
        String shared,
        double[] Q,
        double[] q,
        double[] A,
        double[] b,
        double[] G,
        double[] h) {
    /** The names of the six parameters. */
    public static final String NAMES = "QqAbGh";

    public boolean isShared(char name) {
        return shared.indexOf(name) >= 0;
    }

    public double[] get(char name) {
        return switch (name) {
            case 'Q' -> Q;
            case 'q' -> q;
            case 'A' -> A;
            case 'b' -> b;
            case 'G' -> G;
            case 'h' -> h;
            default -> throw new IllegalArgumentException(String.valueOf(name));
        };
    }

    public int blockLength(char name) {
        return switch (name) {
            case 'Q' -> n * n;
            case 'q' -> n;
            case 'A' -> p * n;
            case 'b' -> p;
            case 'G' -> m * n;
            case 'h' -> m;
            default -> throw new IllegalArgumentException(String.valueOf(name));
        };
    }

    public double[] block(char name, int problem) {
        int length = blockLength(name);
        int start = isShared(name) ? 0 : problem * length;
        return Arrays.copyOfRange(get(name), start, start + length);
    }

    public QpBatch toBatch() {
        return toBatch(Precision.FLOAT64);
    }

    public QpBatch toBatch(Precision precision) {
        QpBatch.Builder builder =
                QpBatch.builder(batch, n).Q(array('Q', precision)).q(array('q', precision));
        if (p > 0) {
            builder.A(array('A', precision)).b(array('b', precision));
        }
        if (m > 0) {
            builder.G(array('G', precision)).h(array('h', precision));
        }
        return builder.build();
    }

    public BatchArray array(char name, Precision precision) {
        double[] values = get(name);
        return (isShared(name) ? BatchArray.shared(values) : BatchArray.perProblem(values)).to(precision);
    }

    /** One problem as a batch of its own. */
    public QpData alone(int problem) {
        return pick(problem);
    }

    /** Some of the problems, in any order, as a batch. */
    public QpData pick(int... problems) {
        return new QpData(
                problems.length,
                n,
                m,
                p,
                shared,
                pick('Q', problems),
                pick('q', problems),
                pick('A', problems),
                pick('b', problems),
                pick('G', problems),
                pick('h', problems));
    }

    /** The same problems with a block for each of them in every parameter. */
    public QpData unshared() {
        return new QpData(
                batch, n, m, p, "", repeat('Q'), repeat('q'), repeat('A'), repeat('b'), repeat('G'), repeat('h'));
    }

    /** The same numbers, rounded to a precision. */
    public QpData rounded(Precision precision) {
        return new QpData(
                batch,
                n,
                m,
                p,
                shared,
                array('Q', precision).toDoubles(),
                array('q', precision).toDoubles(),
                array('A', precision).toDoubles(),
                array('b', precision).toDoubles(),
                array('G', precision).toDoubles(),
                array('h', precision).toDoubles());
    }

    /** A deep copy. */
    public QpData copy() {
        return new QpData(batch, n, m, p, shared, Q.clone(), q.clone(), A.clone(), b.clone(), G.clone(), h.clone());
    }

    private double[] pick(char name, int... problems) {
        if (isShared(name)) {
            return get(name).clone();
        }
        int length = blockLength(name);
        double[] picked = new double[problems.length * length];
        for (int i = 0; i < problems.length; i++) {
            System.arraycopy(get(name), problems[i] * length, picked, i * length, length);
        }
        return picked;
    }

    private double[] repeat(char name) {
        int length = blockLength(name);
        double[] repeated = new double[batch * length];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(block(name, i), 0, repeated, i * length, length);
        }
        return repeated;
    }
}
