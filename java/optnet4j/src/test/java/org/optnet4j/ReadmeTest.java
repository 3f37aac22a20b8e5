package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.optnet4j.linalg.BatchCholesky;
import org.optnet4j.linalg.BatchKkt;
import org.optnet4j.linalg.Linalg;
import org.optnet4j.linalg.MatrixBatch;

/** The code in the README is the code of this file, and prints what the README says. */
class ReadmeTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path THIS_FILE = Path.of("src/test/java/org/optnet4j/ReadmeTest.java");

    @Test
    void theCodeIsTheOneTestedHere() throws IOException {
        String source = between(Files.readString(THIS_FILE), "// README begins\n", "// README ends");

        assertEquals(source.stripIndent(), between(Files.readString(README), "```java\n", "```"));
    }

    @Test
    void theCodePrintsWhatItSays() throws IOException {
        assertEquals(between(Files.readString(README), "```text\n", "```"), printedBy(ReadmeTest::example));
    }

    private static void example() {
        // README begins
        QpBatch batch = QpBatch.builder(2, 2) // two problems of two variables each
                .Q(BatchArray.shared(2, 0.5, 0.5, 1)) // one matrix for both
                .q(BatchArray.perProblem(-2, -5, 6, 1)) // a vector for each
                .G(BatchArray.shared(1, 1))
                .h(BatchArray.shared(1))
                .build();
        try (QpSolver solver = QpSolver.create();
                QpSolution solution = solver.solve(batch)) {
            QpGradients gradients = solution.gradients(BatchArray.shared(1, 0)); // the loss is the sum of the x[0]
            for (int i = 0; i < batch.batchSize(); i++) {
                double[] x = solution.x().block(i, 2);
                double[] dq = gradients.q().block(i, 2);
                System.out.printf(Locale.ROOT, "%s: x = (%.3f, %.3f), ", solution.status(i), x[0], x[1]);
                System.out.printf(Locale.ROOT, "dL/dq = (%.3f, %.3f)%n", dq[0], dq[1]);
            }
            double dh = gradients.h().get(0); // h is shared: the sum over the batch
            System.out.printf(Locale.ROOT, "dL/dh = %.3f%n", dh);
        }
        // README ends
    }

    @Test
    void theCodeOnProblemsOfDifferentSizesIsTheOneTestedHere() throws IOException {
        String source = between(Files.readString(THIS_FILE), "// README list begins\n", "// README list ends");

        assertEquals(source.stripIndent(), between(section("Problems of different sizes"), "```java\n", "```"));
    }

    @Test
    void theCodeOnProblemsOfDifferentSizesPrintsWhatItSays() throws IOException {
        assertEquals(
                between(section("Problems of different sizes"), "```text\n", "```"),
                printedBy(ReadmeTest::exampleOfAList));
    }

    private static void exampleOfAList() {
        // README list begins
        List<QpProblem> problems = List.of(
                QpProblem.builder(2).Q(2, 0.5, 0.5, 1).q(-2, -5).G(1, 1).h(1).build(),
                QpProblem.builder(3)
                        .Qdiag(1, 1, 1)
                        .q(-1, -1.2, -0.9)
                        .A(1, 1, 1)
                        .b(1)
                        .lb(0, 0, 0)
                        .build());
        List<double[]> dLdx = List.of(new double[] {1, 0}, new double[] {1, 0, 0});
        try (QpSolver solver = QpSolver.create();
                RaggedSolution solution = solver.solve(problems)) {
            RaggedGradients gradients = solution.gradients(dLdx);
            for (int i = 0; i < solution.size(); i++) {
                double x0 = solution.x(i)[0]; // x(i) has as many numbers as problem i has variables
                double dq0 = gradients.q(i)[0];
                System.out.printf(Locale.ROOT, "%s: x[0] = %.3f, dL/dq[0] = %.3f; ", solution.status(i), x0, dq0);
                System.out.println(solution.formInfo(i));
            }
        }
        // README list ends
    }

    @Test
    void theCodeOnLinearAlgebraIsTheOneTestedHere() throws IOException {
        String source = between(Files.readString(THIS_FILE), "// README linalg begins\n", "// README linalg ends");

        assertEquals(source.stripIndent(), between(section("Linear algebra on batches"), "```java\n", "```"));
    }

    @Test
    void theCodeOnLinearAlgebraPrintsWhatItSays() throws IOException {
        assertEquals(
                between(section("Linear algebra on batches"), "```text\n", "```"),
                printedBy(ReadmeTest::exampleOfLinearAlgebra));
    }

    private static void exampleOfLinearAlgebra() {
        // README linalg begins
        double[] a = {4, 2, 2, 5, 1, 2, 2, 1}; // two matrices, row by row
        double[] b = {8, 12, 1, 1}; // a right-hand side for each
        try (Linalg linalg = Linalg.create()) {
            BatchCholesky cholesky = BatchCholesky.factor(linalg, MatrixBatch.of(a, 2, 2, 2));
            cholesky.solve(MatrixBatch.of(b, 2, 2, 1));
            double[] logDeterminant = cholesky.logDeterminant();
            for (int k = 0; k < 2; k++) {
                System.out.printf(Locale.ROOT, "info %d: x = (%.3f, %.3f), ", cholesky.info(k), b[2 * k], b[2 * k + 1]);
                System.out.printf(Locale.ROOT, "log det = %.3f%n", logDeterminant[k]);
            }
        }
        // README linalg ends
    }

    @Test
    void theCodeOnKktMatricesIsTheOneTestedHere() throws IOException {
        String source = between(Files.readString(THIS_FILE), "// README kkt begins\n", "// README kkt ends");

        assertEquals(source.stripIndent(), between(section("KKT matrices"), "```java\n", "```"));
    }

    @Test
    void theCodeOnKktMatricesPrintsWhatItSays() throws IOException {
        assertEquals(between(section("KKT matrices"), "```text\n", "```"), printedBy(ReadmeTest::exampleOfKkt));
    }

    private static void exampleOfKkt() {
        // README kkt begins
        MatrixBatch Q = MatrixBatch.of(new double[] {2, 0, 0, 2}, 1, 2, 2);
        MatrixBatch A = MatrixBatch.of(new double[] {1, 1}, 1, 1, 2);
        MatrixBatch G = MatrixBatch.of(new double[] {1, -1}, 1, 1, 2);
        try (Linalg linalg = Linalg.create()) {
            BatchKkt kkt = BatchKkt.prepare(linalg, Q, A, G);
            for (double w : new double[] {1, 0}) {
                kkt.factor(MatrixBatch.of(new double[] {w}, 1, 1, 1));
                double[] x = {2, 4, 1, 0}; // right-hand sides for x, nu and lambda; then these
                kkt.solve(MatrixBatch.of(x, 1, 4, 1));
                System.out.printf(Locale.ROOT, "w = %.0f: x = (%.3f, %.3f), ", w, x[0], x[1]);
                System.out.printf(Locale.ROOT, "nu = %.3f, lambda = %.3f%n", x[2], x[3]);
            }
        }
        // README kkt ends
    }

    private static String section(String title) throws IOException {
        String readme = Files.readString(README);
        return readme.substring(readme.indexOf("## " + title + "\n"));
    }

    private static String printedBy(Runnable example) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
