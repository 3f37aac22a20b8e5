package org.optnet4j.internal.ragged;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpProblem;
import org.optnet4j.testing.Ragged;
import org.optnet4j.testing.Seed;

@ExtendWith(Seed.class)
class GroupingTest {

    @Test
    void everyProblemIsInOneGroupOfItsShape() {
        List<QpBatch> problems = Ragged.mixed(Seed.random("grouping"), Precision.FLOAT64, 200, 5).stream()
                .map(QpProblem::toBatch)
                .toList();
        List<Group> groups = Grouping.of(problems, IntStream.range(0, 200), i -> false, precision -> 8);
        assertArrayEquals(
                IntStream.range(0, 200).toArray(),
                groups.stream()
                        .flatMapToInt(group -> IntStream.of(group.members()))
                        .sorted()
                        .toArray());
        for (Group group : groups) {
            assertFalse(group.padded());
            for (int i : group.members()) {
                assertEquals(Shape.of(problems.get(group.members()[0])), Shape.of(problems.get(i)));
                assertEquals(group.n(), problems.get(i).n());
            }
        }
        assertEquals(groups.size(), problems.stream().map(Shape::of).distinct().count());
    }

    @Test
    void onlyWhatMayBePaddedIs() {
        List<QpBatch> problems = IntStream.rangeClosed(1, 6)
                .mapToObj(n -> Ragged.problem(Seed.random("padding"), Precision.FLOAT64, n, 2, 0, 0)
                        .toBatch())
                .toList();
        List<Group> groups = Grouping.of(problems, IntStream.range(0, 6), i -> i != 3, precision -> 8);
        assertEquals(2, groups.size());
        Group padded = groups.get(0);
        assertTrue(padded.padded());
        assertEquals(6, padded.n());
        assertArrayEquals(new int[] {0, 1, 2, 4, 5}, padded.members());
        assertArrayEquals(new int[] {3}, groups.get(1).members());
        assertFalse(groups.get(1).padded());
    }

    @Test
    void addedVariablesHaveAOneAndNothingElse() {
        QpProblem small =
                QpProblem.builder(1).Q(5).q(6).A(7).b(8).G(9, 10).h(11, 12).build();
        QpProblem large = QpProblem.builder(2)
                .Q(1, 2, 3, 4)
                .q(5, 6)
                .A(7, 8)
                .b(9)
                .G(10, 11, 12, 13)
                .h(14, 15)
                .build();
        QpBatch batch = Stack.of(List.of(large.toBatch(), small.toBatch()), new Group(new int[] {0, 1}, 2, true));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 0, 0, 1}, batch.Q().doubles());
        assertArrayEquals(new double[] {5, 6, 6, 0}, batch.q().doubles());
        assertArrayEquals(new double[] {7, 8, 7, 0}, batch.A().doubles());
        assertArrayEquals(new double[] {9, 8}, batch.b().doubles());
        assertArrayEquals(new double[] {10, 11, 12, 13, 9, 0, 10, 0}, batch.G().doubles());
        assertArrayEquals(new double[] {14, 15, 11, 12}, batch.h().doubles());
    }
}
