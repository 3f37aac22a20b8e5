package org.optnet4j.experiments.denoise;

import static org.optnet4j.layer.Parametrisation.feasibleAt;
import static org.optnet4j.layer.Parametrisation.input;
import static org.optnet4j.layer.Parametrisation.learned;
import static org.optnet4j.layer.Parametrisation.lowerTriangular;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optnet4j.BatchArray;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerGradients;
import org.optnet4j.layer.Parametrisation.Learned;
import org.optnet4j.layer.QpLayer;

/**
 * The paper's OptNet for signals of length N: a linear layer q = Wy + c of the noisy signal y, then a QP layer of 2N - 1
 * variables and 2N - 2 inequalities, minimise &frac12; x'(LL' + 1e-4 I)x + q'x subject to Gx &le; Gz0 + s0, of which the
 * first N variables are the output. W, c, L, G, z0 and s0 are learned.
 */
final class OptNetDenoiser implements Denoiser {
    static final double EPSILON = 1e-4;

    private final QpSolver solver;
    private final DenoisingSize size;
    private final SortedMap<String, double[]> parameters;
    private final QpLayer layer;

    /**
     * @param solver what solves the problems
     * @param size of the problems
     * @param parameters of {@link OptNetStart}; kept, not copied
     */
    OptNetDenoiser(QpSolver solver, DenoisingSize size, SortedMap<String, double[]> parameters) {
        this.solver = solver;
        this.size = size;
        this.parameters = parameters;
        this.layer = QpLayer.builder(size.n(), size.m(), 0)
                .Q(lowerTriangular(of("L"), EPSILON))
                .q(input("q"))
                .G(of("G"))
                .h(feasibleAt(of("z0"), of("s0")))
                .build();
    }

    private Learned of(String name) {
        return learned(name, parameters.get(name));
    }

    @Override
    public SortedMap<String, double[]> parameters() {
        return parameters;
    }

    @Override
    public Pass forward(double[] noisy) {
        LinearMap linear = new LinearMap(parameters.get("W"), parameters.get("c"));
        int count = noisy.length / size.length();
        QpPass pass = new QpPass(
                layer.forward(solver, count, Map.of("q", BatchArray.perProblem(linear.apply(noisy)))), size, noisy);
        return new Pass() {
            @Override
            public Denoised output() {
                return pass.output();
            }

            @Override
            public SortedMap<String, double[]> gradient(double[] lossByOutput) {
                LayerGradients ofLayer = pass.gradient(lossByOutput);
                SortedMap<String, double[]> gradient = new TreeMap<>();
                layer.parameters()
                        .keySet()
                        .forEach(name -> gradient.put(name, ofLayer.of(name).doubles()));
                double[] byQ = ofLayer.of("q").doubles();
                gradient.put("W", linear.gradientOfMatrix(noisy, byQ));
                gradient.put("c", linear.gradientOfOffset(byQ));
                return gradient;
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }
}
