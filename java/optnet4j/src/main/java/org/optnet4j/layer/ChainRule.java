package org.optnet4j.layer;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;
import org.optnet4j.layer.Parametrisation.Exponential;
import org.optnet4j.layer.Parametrisation.Factored;
import org.optnet4j.layer.Parametrisation.Fixed;
import org.optnet4j.layer.Parametrisation.Input;
import org.optnet4j.layer.Parametrisation.Learned;
import org.optnet4j.layer.Parametrisation.Source;

/**
 * Carries gradients from the parameters of the problems to the arrays of the layer. Sums run over the problems in order,
 * in double precision.
 *
 * <p>Problems that are not solved are left out: their data may be NaN, and zero times NaN is not zero.
 */
final class ChainRule {
    private final Values values;
    private final QpSolution solution;
    private final boolean anySolved;
    private final SortedMap<String, BatchArray> leaves;
    private final Map<String, double[]> sums = new HashMap<>();

    ChainRule(Values values, QpSolution solution, Map<String, BatchArray> learned, Map<String, BatchArray> inputs) {
        this.values = values;
        this.solution = solution;
        anySolved = solution.count(QpStatus.SOLVED) > 0;
        leaves = new TreeMap<>(learned);
        leaves.putAll(inputs);
        leaves.forEach((name, value) -> sums.put(name, new double[value.length()]));
    }

    /** A parameter that is a source itself. */
    void direct(Source source, BatchArray gradient, int length) {
        if (!(source instanceof Fixed)) {
            forEachSolvedBlock(gradient, block -> add(source, block, gradient.block(block, length)));
        }
    }

    /** <i>Q = LL' + &epsilon;I</i>: <i>dL = (dQ + dQ')L</i>. */
    void factored(Factored factored, BatchArray gradient, int n) {
        if (factored.factor() instanceof Fixed) {
            return;
        }
        BatchArray factor = values.of(factored.factor());
        forEachSolvedBlock(gradient, block -> {
            double[] l = Values.lower(factor.block(block, n * n), n, factored.lowerTriangular());
            double[] dQ = gradient.block(block, n * n);
            double[] dL = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    double twice = dQ[i * n + k] + dQ[k * n + i];
                    for (int j = 0; j < n; j++) {
                        dL[i * n + j] += twice * l[k * n + j];
                    }
                }
            }
            add(factored.factor(), block, Values.lower(dL, n, factored.lowerTriangular()));
        });
    }

    /** <i>r = Mz</i>: <i>dM = dr z'</i> and <i>dz = M'dr</i>. */
    void product(Source matrix, Source point, BatchArray gradient, int rows, int columns) {
        if (matrix instanceof Fixed && point instanceof Fixed) {
            return;
        }
        BatchArray m = values.of(matrix);
        BatchArray z = values.of(point);
        forEachSolvedBlock(gradient, block -> {
            double[] dr = gradient.block(block, rows);
            if (!(matrix instanceof Fixed)) {
                double[] zBlock = z.block(block, columns);
                double[] dM = new double[rows * columns];
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        dM[i * columns + j] = dr[i] * zBlock[j];
                    }
                }
                add(matrix, block, dM);
            }
            if (!(point instanceof Fixed)) {
                double[] mBlock = m.block(block, rows * columns);
                double[] dz = new double[columns];
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        dz[j] += mBlock[i * columns + j] * dr[i];
                    }
                }
                add(point, block, dz);
            }
        });
    }

    LayerGradients toGradients(Precision precision) {
        Map<String, BatchArray> gradients = new HashMap<>();
        leaves.forEach((name, value) -> {
            double[] sum = sums.get(name);
            BatchArray gradient = value.isShared() ? BatchArray.shared(sum) : BatchArray.perProblem(sum);
            gradients.put(name, gradient.to(precision));
        });
        return new LayerGradients(gradients);
    }

    private void forEachSolvedBlock(BatchArray gradient, IntConsumer body) {
        if (gradient.isShared()) {
            if (anySolved) {
                body.accept(0);
            }
            return;
        }
        for (int problem = 0; problem < solution.batch().batchSize(); problem++) {
            if (solution.status(problem) == QpStatus.SOLVED) {
                body.accept(problem);
            }
        }
    }

    private void add(Source source, int problem, double[] gradient) {
        if (source instanceof Learned learned) {
            addTo(learned.name(), problem, gradient);
        } else if (source instanceof Input input) {
            addTo(input.name(), problem, gradient);
        } else if (source instanceof Exponential exponential) {
            double[] value = values.of(exponential).block(problem, gradient.length);
            double[] ofLogarithm = new double[gradient.length];
            for (int i = 0; i < gradient.length; i++) {
                // An infinite bound is none: its gradient is zero, and so is that of its logarithm.
                ofLogarithm[i] = gradient[i] == 0 ? 0 : gradient[i] * value[i];
            }
            add(exponential.logarithm(), problem, ofLogarithm);
        }
    }

    private void addTo(String name, int problem, double[] gradient) {
        double[] sum = sums.get(name);
        int at = leaves.get(name).blockStart(problem, gradient.length);
        for (int i = 0; i < gradient.length; i++) {
            sum[at + i] += gradient[i];
        }
    }
}
