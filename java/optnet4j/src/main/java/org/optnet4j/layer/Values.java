package org.optnet4j.layer;

import java.util.HashMap;
import java.util.Map;
import org.optnet4j.BatchArray;
import org.optnet4j.layer.Parametrisation.Exponential;
import org.optnet4j.layer.Parametrisation.Factored;
import org.optnet4j.layer.Parametrisation.Fixed;
import org.optnet4j.layer.Parametrisation.Input;
import org.optnet4j.layer.Parametrisation.Learned;
import org.optnet4j.layer.Parametrisation.Source;

/**
 * What the parametrisations of a layer amount to in one forward pass. Computed in double precision and rounded to that
 * of the sources; shared by the batch where all it is computed from is.
 */
final class Values {
    private final int batchSize;
    private final Map<String, BatchArray> inputs;
    private final Map<Exponential, BatchArray> exponentials = new HashMap<>();

    Values(int batchSize, Map<String, BatchArray> inputs) {
        this.batchSize = batchSize;
        this.inputs = Map.copyOf(inputs);
    }

    /** The numbers of a source. */
    BatchArray of(Source source) {
        if (source instanceof Fixed fixed) {
            return fixed.value();
        }
        if (source instanceof Learned learned) {
            return learned.value();
        }
        if (source instanceof Input input) {
            return inputs.get(input.name());
        }
        Exponential exponential = (Exponential) source;
        BatchArray known = exponentials.get(exponential);
        if (known == null) {
            known = exponential(exponential);
            exponentials.put(exponential, known);
        }
        return known;
    }

    /** <i>LL' + &epsilon;I</i>. */
    BatchArray factored(Factored factored, int n) {
        BatchArray factor = of(factored.factor());
        return compute(factor, n * n, factor.isShared(), (problem, q, at) -> {
            double[] l = lower(factor.block(problem, n * n), n, factored.lowerTriangular());
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = i == j ? factored.epsilon() : 0;
                    for (int k = 0; k < n; k++) {
                        sum += l[i * n + k] * l[j * n + k];
                    }
                    q[at + i * n + j] = sum;
                    q[at + j * n + i] = sum;
                }
            }
        });
    }

    /** <i>Mz</i> for a rows x columns matrix. */
    BatchArray product(BatchArray matrix, BatchArray point, int rows, int columns) {
        return compute(matrix, rows, matrix.isShared() && point.isShared(), (problem, product, at) -> {
            double[] m = matrix.block(problem, rows * columns);
            double[] z = point.block(problem, columns);
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += m[i * columns + j] * z[j];
                }
                product[at + i] = sum;
            }
        });
    }

    /** <i>u + v</i>. */
    BatchArray sum(BatchArray u, BatchArray v, int length) {
        return compute(u, length, u.isShared() && v.isShared(), (problem, sum, at) -> {
            for (int i = 0; i < length; i++) {
                sum[at + i] = u.get(u.blockStart(problem, length) + i) + v.get(v.blockStart(problem, length) + i);
            }
        });
    }

    /** The matrix with the entries above its diagonal set to zero, in place, if asked for. */
    static double[] lower(double[] matrix, int n, boolean lowerTriangular) {
        for (int i = 0; lowerTriangular && i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                matrix[i * n + j] = 0;
            }
        }
        return matrix;
    }

    private BatchArray exponential(Exponential exponential) {
        BatchArray logarithm = of(exponential.logarithm());
        double[] values = logarithm.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(values[i]);
        }
        BatchArray result = logarithm.isShared() ? BatchArray.shared(values) : BatchArray.perProblem(values);
        return result.to(logarithm.precision());
    }

    private BatchArray compute(BatchArray like, int length, boolean shared, Block block) {
        int blocks = shared ? 1 : batchSize;
        double[] values = new double[Math.multiplyExact(blocks, length)];
        for (int problem = 0; problem < blocks; problem++) {
            block.compute(problem, values, problem * length);
        }
        BatchArray result = shared ? BatchArray.shared(values) : BatchArray.perProblem(values);
        return result.to(like.precision());
    }

    /** Writes the block of one problem. */
    @FunctionalInterface
    private interface Block {
        void compute(int problem, double[] target, int at);
    }
}
