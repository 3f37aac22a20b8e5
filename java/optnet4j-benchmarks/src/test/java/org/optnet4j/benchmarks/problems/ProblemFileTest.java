package org.optnet4j.benchmarks.problems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.npz.NpyArray;
import org.optnet4j.examples.npz.NpzFile;

class ProblemFileTest {
    @TempDir
    private Path folder;

    @Test
    void arraysHaveTheBatchAsLeadingAxis() {
        Problems problems = RandomDense.make(3, 5, 4, 2);
        Map<String, NpyArray> arrays = written(problems);
        assertEquals(Set.of("Q", "q", "A", "b", "G", "h"), arrays.keySet());
        check(arrays.get("Q"), "(3, 5, 5)", problems.Q());
        check(arrays.get("q"), "(3, 5)", problems.q());
        check(arrays.get("A"), "(3, 2, 5)", problems.A());
        check(arrays.get("b"), "(3, 2)", problems.b());
        check(arrays.get("G"), "(3, 4, 5)", problems.G());
        check(arrays.get("h"), "(3, 4)", problems.h());
    }

    @Test
    void constraintsThatAreNotThereAreNotInTheFile() {
        assertEquals(
                Set.of("Q", "q", "G", "h"),
                written(RandomDense.make(2, 3, 4, 0)).keySet());
        assertEquals(
                Set.of("Q", "q", "A", "b"),
                written(RandomDense.make(2, 3, 0, 1)).keySet());
    }

    @Test
    void theSameProblemsGiveTheSameBytes() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        ProblemFile.write(first, RandomDense.make(2, 3, 4, 0));
        ProblemFile.write(second, RandomDense.make(5, 3, 4, 0).first(2));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    private Map<String, NpyArray> written(Problems problems) {
        Path file = folder.resolve("problems.npz");
        ProblemFile.write(file, problems);
        return NpzFile.read(file, new MemoryBudget());
    }

    private static void check(NpyArray array, String shape, double[] values) {
        assertEquals(shape, array.shapeText());
        assertArrayEquals(values, array.values());
    }
}
