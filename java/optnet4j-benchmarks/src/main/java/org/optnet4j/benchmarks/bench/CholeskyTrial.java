package org.optnet4j.benchmarks.bench;

import java.util.concurrent.ForkJoinPool;
import org.optnet4j.benchmarks.peers.CholeskyLibrary;
import org.optnet4j.benchmarks.peers.CholeskyWay;
import org.optnet4j.benchmarks.problems.PositiveDefinite;
import org.optnet4j.benchmarks.results.Call;

/** A batch of matrices for a library on one thread; what is timed includes copying them to where they are factored. */
final class CholeskyTrial implements Trial {
    private final ForkJoinPool pool = new ForkJoinPool(1);
    private final PositiveDefinite systems;
    private final double[] factors;
    private final double[] x;
    private final CholeskyWay way;
    private final boolean solving;

    CholeskyTrial(CholeskyLibrary library, int n, int batch, String call) {
        systems = PositiveDefinite.make(batch, n);
        factors = new double[systems.A().length];
        x = new double[systems.b().length];
        way = library.start(pool, batch, n);
        solving = call.equals(Call.FACTOR_AND_SOLVE);
    }

    @Override
    public double residual() {
        solve();
        return systems.residual(x);
    }

    @Override
    public void run() {
        if (solving) {
            solve();
        } else {
            System.arraycopy(systems.A(), 0, factors, 0, factors.length);
            way.factor(factors);
        }
    }

    private void solve() {
        System.arraycopy(systems.A(), 0, factors, 0, factors.length);
        System.arraycopy(systems.b(), 0, x, 0, x.length);
        way.factorAndSolve(factors, x);
    }

    @Override
    public void close() {
        way.close();
        pool.shutdown();
    }
}
