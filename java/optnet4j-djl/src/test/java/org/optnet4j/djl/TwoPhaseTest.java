package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.optnet4j.djl.Parametrisation.exp;
import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.fixed;
import static org.optnet4j.djl.Parametrisation.input;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optnet4j.QpSettings;

/** Large blocks, whose gradients come in two phases. */
@ExtendWith(Seed.class)
class TwoPhaseTest {
    private static final int N = TwoPhase.LEAST_VARIABLES;
    private static final int M = 12;
    private static final int P = 5;
    private static final double SAME = 1e-9;

    @Test
    void equalCentralDifferences() {
        Random random = Seed.random("differences");
        try (Network network = new Network(large(random), new int[] {N, M}, random)) {
            Map<String, double[]> gradients = network.gradientsInTwoPhases();
            NetworkDifferences differences = new NetworkDifferences(random);
            network.parameters()
                    .forEach((name, array) ->
                            differences.compare(name, array, gradients.get(name), 1e-5, network::loss));
            differences.assertMostCompared();
        }
    }

    @Test
    void equalThoseOfOnePhase() {
        Random random = Seed.random("one phase");
        assertSameInOnePhase(large(random), random);
    }

    @Test
    void equalThoseOfOnePhaseWithBounds() {
        Random random = Seed.random("one phase with bounds");
        OptNetBlock bounded = OptNetBlock.builder(N, M, 0)
                .Q(lowerTriangular(learned("L", Numbers.gaussian(random, N * N)), 1))
                .G(learned("G", Numbers.gaussian(random, M * N)))
                .h(exp(input(1)))
                .l(learned("l", Numbers.uniform(random, M, -1, -0.1)))
                .lb(learned("lb", Numbers.uniform(random, N, -1, -0.1)))
                .ub(learned("ub", Numbers.uniform(random, N, 0.1, 1)))
                .build();
        assertSameInOnePhase(bounded, random);
    }

    private static void assertSameInOnePhase(OptNetBlock block, Random random) {
        try (Network network = new Network(block, new int[] {N, M}, random)) {
            Map<String, double[]> expected = network.gradients();
            Map<String, double[]> gradients = network.gradientsInTwoPhases();
            expected.forEach((name, values) -> assertArrayEquals(values, gradients.get(name), SAME, name));
        }
    }

    @Test
    void smallBlocksKeepTheirWay() {
        Random random = Seed.random("small");
        OptNetBlock small = OptNetBlock.builder(4, 0, 0)
                .Q(learned("Q", Numbers.definite(random, 4)))
                .build();
        try (Network network = new Network(small, new int[] {4}, random)) {
            Map<String, double[]> expected = network.gradients();
            Map<String, double[]> gradients = network.gradientsInTwoPhases();
            expected.forEach((name, values) -> assertArrayEquals(values, gradients.get(name), 0, name));
        }
    }

    @Test
    void blocksGoBackToTheirWayWhenThePassIsClosed() {
        Random random = Seed.random("back");
        OptNetBlock block = large(random);
        try (Network network = new Network(block, new int[] {N, M}, random)) {
            Map<String, double[]> before = network.gradients();
            assertThrows(IllegalStateException.class, () -> {
                try (TwoPhase pass = TwoPhase.of(block)) {
                    throw new IllegalStateException("a loss that failed");
                }
            });
            Map<String, double[]> after = network.gradients();
            before.forEach((name, values) -> assertArrayEquals(values, after.get(name), 0, name));
        }
    }

    private static OptNetBlock large(Random random) {
        Parametrisation.Source z0 = learned("z0", Numbers.gaussian(random, N));
        return OptNetBlock.builder(N, M, P)
                .Q(lowerTriangular(learned("L", Numbers.gaussian(random, N * N)), 1))
                .A(fixed(Numbers.gaussian(random, P * N)))
                .b(feasibleAt(z0))
                .G(learned("G", Numbers.gaussian(random, M * N)))
                .h(feasibleAt(z0, exp(input(1))))
                .settings(QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12))
                .build();
    }
}
