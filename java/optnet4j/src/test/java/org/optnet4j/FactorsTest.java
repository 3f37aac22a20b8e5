package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Differences;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;
import org.optnet4j.testing.Upstream;

/** Gradients from factors that are made again have the bits of those from factors that were kept. */
@ExtendWith(Seed.class)
@Tag("backend")
class FactorsTest {

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(
                Stream.of("", "Q", "QA", "QAG", "qbh").map(shared -> Case.of(Family.OPTNET, 11, 7, 6, 2, shared)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keptOrMadeAgainTheGradientsAreTheSame(String backend, Case line) {
        Random random = Seed.random("factors");
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        try (QpSolver keeping = solver(backend, Factors.KEEP);
                QpSolver recomputing = solver(backend, Factors.RECOMPUTE);
                QpSolution kept = keeping.solve(data.toBatch());
                QpSolution recomputed = recomputing.solve(data.toBatch())) {
            assertArrayEquals(kept.x().doubles(), recomputed.x().doubles());
            QpGradients expected = loss.gradients(kept);
            QpGradients actual = loss.gradients(recomputed);
            for (char name : QpData.NAMES.toCharArray()) {
                assertArrayEquals(
                        Differences.get(expected, name).doubles(),
                        Differences.get(actual, name).doubles(),
                        "d" + name);
            }
        }
    }

    private static QpSolver solver(String backend, Factors factors) {
        return QpSolver.builder()
                .backend(backend)
                .settings(QpSettings.defaults().withFactors(factors))
                .build();
    }
}
