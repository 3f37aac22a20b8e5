package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;

/**
 * Solves and differentiates in a loop and prints the resident memory of the process once it has settled and at the end,
 * in KiB. Arguments: back end, seconds, and whether solutions are closed or left to the collector.
 */
final class Soak {
    private static final double SETTLED = 0.4;

    private Soak() {}

    public static void main(String[] arguments) throws IOException {
        String backend = arguments[0];
        double seconds = Double.parseDouble(arguments[1]);
        boolean close = Boolean.parseBoolean(arguments[2]);
        Random random = new Random(1);
        QpBatch[] batches = {
            Case.of(Family.OPTNET, 300, 8, 8, 2, "").data(random).toBatch(),
            Case.of(Family.OPTNET, 40, 24, 24, 6, "QAG").data(random).toBatch(),
            Case.of(Family.OPTNET, 9, 40, 40, 0, "").data(random).toBatch(),
        };
        long settled = 0;
        long start = System.nanoTime();
        try (QpSolver solver = QpSolver.builder().backend(backend).build()) {
            for (int round = 0; elapsed(start) < seconds; round++) {
                QpBatch batch = batches[round % batches.length];
                QpSolution solution = solver.solve(batch);
                solution.gradients(BatchArray.shared(new double[batch.n()]));
                if (close) {
                    solution.close();
                }
                if (settled == 0 && elapsed(start) > SETTLED * seconds) {
                    settled = residentKib();
                }
            }
        }
        System.out.println(settled + " " + residentKib());
    }

    private static double elapsed(long start) {
        return 1e-9 * (System.nanoTime() - start);
    }

    private static long residentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status has no line VmRSS");
    }
}
