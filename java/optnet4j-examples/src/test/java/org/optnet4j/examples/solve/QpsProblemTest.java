package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.examples.qps.QpsModel;
import org.optnet4j.examples.testing.NpzWriter;
import org.optnet4j.examples.testing.QpsWriter;
import org.optnet4j.examples.testing.RandomModel;
import org.optnet4j.examples.testing.TestSeed;

class QpsProblemTest {
    @TempDir
    private Path folder;

    private Problem read(String text) throws Exception {
        return QpsProblem.read(Files.writeString(folder.resolve("in.qps"), text));
    }

    private static Solved solve(Problem problem) {
        try (QpSolver solver = QpSolver.builder().backend("java").build()) {
            Solved solved = Solved.of(List.of(problem), Precision.FLOAT64, solver);
            assertEquals(QpStatus.SOLVED, solved.solution().status(0));
            return solved;
        }
    }

    @Test
    void boundsThatAreAbsentEverywhereAreLeftOut() throws Exception {
        String head = "ROWS\n N f\n L r\nCOLUMNS\n x f 1 r 1\n";
        Problem problem = read(head + "RHS\n r 1\nBOUNDS\n FR x\nENDATA\n");
        assertNull(problem.l());
        assertNull(problem.lb());
        assertNull(problem.ub());
        assertArrayEquals(new double[] {1}, problem.h());
        Problem free = read(head + "RHS\n r 1e30\nENDATA\n");
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, free.h());
        assertArrayEquals(new double[] {0}, free.lb());
    }

    /** x'x with x + y = 2 has its least value 2 at (1, 1); minus that is the largest value of -x'x. */
    @ParameterizedTest
    @CsvSource({"MIN, 2, 12", "MAX, -2, 8"})
    void theObjectiveIsThatOfTheFile(String sense, double q, double expected) throws Exception {
        Problem problem = read(
                "OBJSENSE " + sense + "\nROWS\n N f\n E s\nCOLUMNS\n x s 1\n y s 1\nRHS\n f -10 s 2\nQUADOBJ\n x x " + q
                        + "\n y y " + q + "\nENDATA\n");
        Solved solved = solve(problem);
        assertEquals(expected, solved.objective(0), 1e-7);
        assertEquals(1, solved.solution().x(0)[0], 1e-7);
    }

    @Test
    void bothKindsOfFilesHaveTheSameObjective() throws Exception {
        long seed = TestSeed.next();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            QpsModel model = RandomModel.next(random);
            Solved qps = solve(read(new QpsWriter(random, model).write()));
            Path npz = Files.write(folder.resolve("in.npz"), npz(model));
            double objective = solve(NpzProblem.read(npz)).objective(0);
            // An .npz file cannot say that its objective is to be as large as possible.
            double expected = model.maximise() ? 2 * model.constant() - objective : objective;
            assertEquals(
                    expected,
                    qps.objective(0),
                    1e-9 * Math.max(1, Math.abs(expected)),
                    "-Doptnet4j.seed=" + seed + ", " + i);
        }
    }

    private static byte[] npz(QpsModel model) {
        int n = model.q().length;
        NpzWriter npz = new NpzWriter()
                .add("q", "(" + n + ",)", model.q())
                .add("r", "()", model.constant())
                .add("lb", "(" + n + ",)", model.lb())
                .add("ub", "(" + n + ",)", model.ub())
                .add("A", "(" + model.b().length + ", " + n + ")", model.A())
                .add("b", "(" + model.b().length + ",)", model.b())
                .add("G", "(" + model.h().length + ", " + n + ")", model.G())
                .add("l", "(" + model.h().length + ",)", model.l())
                .add("u", "(" + model.h().length + ",)", model.h());
        double[] Q = model.Q();
        if (model.diagonal()) {
            Q = new double[n * n];
            for (int i = 0; i < n; i++) {
                Q[i * n + i] = model.Q()[i];
            }
        }
        return npz.add("Q", "(" + n + ", " + n + ")", Q).bytes();
    }
}
