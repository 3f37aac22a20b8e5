package org.optnet4j.experiments.denoise;

import static org.optnet4j.layer.Parametrisation.fixed;
import static org.optnet4j.layer.Parametrisation.input;
import static org.optnet4j.layer.Parametrisation.learned;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.optnet4j.BatchArray;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.QpLayer;

/**
 * The paper's learned D: total variation with its weight fixed, in which the matrix D, instead of taking differences of
 * neighbours, is learned from a random start, with a penalty on the sum of its absolute values.
 */
final class LearnedDifferences implements Denoiser {
    private static final double LAMBDA = 13;
    private static final double SPREAD = 0.3;
    private static final double PENALTY = 0.1;

    private final QpSolver solver;
    private final DenoisingSize size;
    private final SortedMap<String, double[]> parameters;
    private final Rows rows;
    private final double[] D;
    private final double[] G;
    private final QpLayer layer;

    /**
     * @param solver what solves the problems
     * @param size of the problems
     * @param parameters of {@link #start}; kept, not copied
     */
    LearnedDifferences(QpSolver solver, DenoisingSize size, SortedMap<String, double[]> parameters) {
        this.solver = solver;
        this.size = size;
        this.parameters = parameters;
        rows = new Rows(size);
        D = parameters.get("D");
        G = rows.of(D);
        double[] Q = new double[size.n() * size.n()];
        for (int i = 0; i < size.n(); i++) {
            Q[i * size.n() + i] = (i < size.length() ? 1 : 0) + OptNetDenoiser.EPSILON;
        }
        layer = QpLayer.builder(size.n(), size.m(), 0)
                .Q(fixed(Q))
                .q(input("q"))
                .G(learned("G", G))
                .h(fixed(new double[size.m()]))
                .build();
    }

    /** The parameters before the first step. */
    static SortedMap<String, double[]> start(DenoisingSize size, SplittableRandom random) {
        double[] D = new double[size.differences() * size.length()];
        for (int i = 0; i < D.length; i++) {
            D[i] = SPREAD * random.nextGaussian();
        }
        return new TreeMap<>(Map.of("D", D));
    }

    @Override
    public SortedMap<String, double[]> parameters() {
        return parameters;
    }

    @Override
    public Pass forward(double[] noisy) {
        rows.update(G, D);
        int count = noisy.length / size.length();
        double[] q = new double[count * size.n()];
        Arrays.fill(q, LAMBDA);
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < size.length(); i++) {
                q[k * size.n() + i] = -noisy[k * size.length() + i];
            }
        }
        QpPass pass = new QpPass(layer.forward(solver, count, Map.of("q", BatchArray.perProblem(q))), size, noisy);
        return new Pass() {
            @Override
            public Denoised output() {
                return pass.output();
            }

            @Override
            public SortedMap<String, double[]> gradient(double[] lossByOutput) {
                double[] byD = rows.gradient(pass.gradient(lossByOutput).of("G").doubles());
                for (int i = 0; i < byD.length; i++) {
                    byD[i] += PENALTY * Math.signum(D[i]);
                }
                return new TreeMap<>(Map.of("D", byD));
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }
}
