package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.djl.Parametrisation.diagonal;
import static org.optnet4j.djl.Parametrisation.exp;
import static org.optnet4j.djl.Parametrisation.factored;
import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.fixed;
import static org.optnet4j.djl.Parametrisation.input;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;
import static org.optnet4j.djl.Parametrisation.minus;
import static org.optnet4j.djl.Parametrisation.scaledIdentity;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.QpSettings;
import org.optnet4j.QpStatus;

/** Gradients of a network with every parametrisation of the block in it, against central differences. */
@ExtendWith(Seed.class)
class GradientTest {
    private static final double TOLERANCE = 1e-5;
    private static final int MOST_DRAWS = 3;
    private static final int N = 4;
    private static final int M = 3;
    private static final int P = 1;

    private static final QpSettings ACCURATE =
            QpSettings.defaults().withEpsAbs(1e-13).withEpsRel(1e-13);

    /** A block, and how many numbers each of its inputs has. */
    record Case(String name, Function<Random, OptNetBlock.Builder> block, int... inputSizes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("q input, L, A, G, z0, s0 learned", GradientTest::standard, N),
                new Case("q = -input", random -> standard(random).q(minus(input())), N),
                new Case(
                        "q learned, h an input",
                        random -> standard(random)
                                .q(learned("q", Numbers.gaussian(random, N)))
                                .h(exp(input())),
                        M),
                new Case(
                        "q fixed, b an input",
                        random -> standard(random)
                                .q(fixed(Numbers.gaussian(random, N)))
                                .b(input()),
                        P),
                new Case(
                        "full L",
                        random -> standard(random).Q(factored(learned("L", Numbers.gaussian(random, N * N)), 0.5)),
                        N),
                new Case("L an input", random -> standard(random).Q(lowerTriangular(input(1), 0.5)), N, N * N),
                new Case("full L an input", random -> standard(random).Q(factored(input(1), 0.5)), N, N * N),
                new Case(
                        "L fixed",
                        random -> standard(random).Q(factored(fixed(Numbers.gaussian(random, N * N)), 0.5)),
                        N),
                new Case("Q learned", random -> standard(random).Q(learned("Q", Numbers.definite(random, N))), N),
                new Case("Q fixed", random -> standard(random).Q(fixed(Numbers.definite(random, N))), N),
                new Case(
                        "diagonal learned",
                        random -> standard(random).Q(diagonal(exp(learned("log", Numbers.gaussian(random, N))))),
                        N),
                new Case("diagonal an input", random -> standard(random).Q(diagonal(exp(input(1)))), N, N),
                new Case("diagonal fixed", random -> standard(random).Q(diagonal(fixed(1, 2, 0.5, 1))), N),
                new Case("c learned", random -> standard(random).Q(scaledIdentity(learned("c", 0.7))), N),
                new Case("c an input", random -> standard(random).Q(scaledIdentity(exp(input(1)))), N, 1),
                new Case("c fixed", random -> standard(random).Q(scaledIdentity(0.7)), N),
                new Case(
                        "A and b inputs", random -> standard(random).A(input(1)).b(input(2)), N, P * N, P),
                new Case("A an input, b = A z0", random -> standard(random).A(input(1)), N, P * N),
                new Case(
                        "A fixed, b learned",
                        random -> standard(random)
                                .A(fixed(Numbers.gaussian(random, P * N)))
                                .b(learned("b", Numbers.gaussian(random, P))),
                        N),
                new Case(
                        "G and h inputs", random -> standard(random).G(input(1)).h(exp(input(2))), N, M * N, M),
                new Case("G an input, h = G z0 + s0", random -> standard(random).G(input(1)), N, M * N),
                new Case(
                        "z0 and s0 inputs",
                        random -> standard(random).b(feasibleAt(input(1))).h(feasibleAt(input(1), exp(input(2)))),
                        N,
                        N,
                        M),
                new Case(
                        "G fixed, h learned, one row without a bound",
                        random -> standard(random)
                                .G(fixed(Numbers.gaussian(random, M * N)))
                                .h(learned("h", 0.3, Double.POSITIVE_INFINITY, 0.5)),
                        N),
                new Case(
                        "one input for q and z0",
                        random -> standard(random)
                                .b(feasibleAt(input()))
                                .h(feasibleAt(input(), fixed(Numbers.uniform(random, M, 0.1, 0.5)))),
                        N),
                new Case(
                        "inequalities only",
                        random -> OptNetBlock.builder(N, M, 0)
                                .Q(scaledIdentity(1))
                                .G(learned("G", Numbers.gaussian(random, M * N)))
                                .h(learned("h", Numbers.uniform(random, M, 0.1, 0.5))),
                        N),
                new Case(
                        "equalities only",
                        random -> OptNetBlock.builder(N, 0, P)
                                .Q(scaledIdentity(1))
                                .A(learned("A", Numbers.gaussian(random, P * N)))
                                .b(learned("b", Numbers.gaussian(random, P))),
                        N),
                new Case("bounds learned", GradientTest::bounded, N),
                new Case(
                        "bounds inputs",
                        random -> bounded(random)
                                .l(minus(exp(input(1))))
                                .lb(minus(exp(input(2))))
                                .ub(exp(input(3))),
                        N,
                        M,
                        N,
                        N),
                new Case(
                        "lower bounds of rows alone",
                        random -> OptNetBlock.builder(N, M, 0)
                                .Q(scaledIdentity(1))
                                .G(learned("G", Numbers.gaussian(random, M * N)))
                                .l(learned("l", negative(random, M))),
                        N),
                new Case(
                        "bounds of variables alone, some infinite",
                        random -> OptNetBlock.builder(N, 0, 0)
                                .Q(diagonal(exp(input(1))))
                                .lb(learned("lb", -0.2, Double.NEGATIVE_INFINITY, -0.1, -0.3))
                                .ub(learned("ub", 0.1, 0.2, Double.POSITIVE_INFINITY, 0.2)),
                        N,
                        N),
                new Case(
                        "no constraints",
                        random -> OptNetBlock.builder(N, 0, 0).Q(learned("Q", Numbers.definite(random, N))),
                        N));
    }

    /** Now and then a problem is solved to 1e-13 and is not a step beside, where its output is zero: another one is drawn. */
    @ParameterizedTest
    @MethodSource("cases")
    void equalsCentralDifferences(Case given) {
        Random random = Seed.random(given.name());
        for (int draw = 1; ; draw++) {
            try {
                compareWithDifferences(given, random);
                return;
            } catch (NotSolved e) {
                assertTrue(draw < MOST_DRAWS, e.getMessage());
            }
        }
    }

    private static void compareWithDifferences(Case given, Random random) {
        OptNetBlock block = given.block()
                .apply(random)
                .settings(ACCURATE)
                .onUnsolved((index, status) -> {
                    throw new NotSolved(index, status);
                })
                .build();
        try (Network network = new Network(block, given.inputSizes(), random)) {
            Map<String, double[]> gradients = network.gradients();
            NetworkDifferences differences = new NetworkDifferences(random);
            network.parameters()
                    .forEach((name, array) ->
                            differences.compare(name, array, gradients.get(name), TOLERANCE, network::loss));
            differences.assertMostCompared();
        }
    }

    private static final class NotSolved extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSolved(int problem, QpStatus status) {
            super("problem " + problem + " is not solved: " + status);
        }
    }

    /** Feasible at 0, and near enough for most bounds to be active now and then. */
    private static OptNetBlock.Builder bounded(Random random) {
        return OptNetBlock.builder(N, M, P)
                .Q(lowerTriangular(learned("L", Numbers.gaussian(random, N * N)), 0.5))
                .A(learned("A", Numbers.gaussian(random, P * N)))
                .b(fixed(0))
                .G(learned("G", Numbers.gaussian(random, M * N)))
                .h(learned("h", Numbers.uniform(random, M, 0.05, 0.3)))
                .l(learned("l", negative(random, M)))
                .lb(learned("lb", negative(random, N)))
                .ub(learned("ub", Numbers.uniform(random, N, 0.05, 0.3)));
    }

    private static double[] negative(Random random, int count) {
        return Numbers.uniform(random, count, -0.3, -0.05);
    }

    private static OptNetBlock.Builder standard(Random random) {
        Parametrisation.Source z0 = learned("z0", Numbers.gaussian(random, N));
        return OptNetBlock.builder(N, M, P)
                .Q(lowerTriangular(learned("L", Numbers.gaussian(random, N * N)), 0.5))
                .A(learned("A", Numbers.gaussian(random, P * N)))
                .b(feasibleAt(z0))
                .G(learned("G", Numbers.gaussian(random, M * N)))
                .h(feasibleAt(z0, learned("s0", Numbers.uniform(random, M, 0.1, 0.5))));
    }
}
