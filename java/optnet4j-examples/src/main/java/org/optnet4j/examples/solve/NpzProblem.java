package org.optnet4j.examples.solve;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.io.Quote;
import org.optnet4j.examples.npz.NpyArray;
import org.optnet4j.examples.npz.NpzFile;

/** One problem in a {@code .npz} file: arrays Q or Qdiag, q, and as wanted A, b, G, l, h or u, lb, ub, r. */
public final class NpzProblem {
    private static final Set<String> MATRICES = Set.of("Q", "A", "G");
    private static final Set<String> VECTORS = Set.of("Qdiag", "q", "b", "l", "h", "u", "lb", "ub", "r");
    private static final Set<String> BOUNDS = Set.of("l", "h", "u", "lb", "ub");

    /** What a row takes of the heap, about, besides its numbers. */
    private static final long ROW = 32;

    private NpzProblem() {}

    /**
     * Reads a problem.
     *
     * @param file the file
     * @return the problem, all sizes checked
     * @throws InputException if the file is malformed, or its arrays do not make a problem
     */
    public static Problem read(Path file) {
        MemoryBudget budget = new MemoryBudget();
        Map<String, double[][]> matrices = new HashMap<>();
        Map<String, double[]> vectors = new HashMap<>();
        NpzFile.read(file, budget).forEach((name, array) -> {
            String place = file + ": " + Quote.shorten(name);
            if (MATRICES.contains(name)) {
                matrices.put(name, rows(place, array, budget));
            } else if (VECTORS.contains(name)) {
                vectors.put(name, vector(place, array));
            } else {
                throw new InputException(
                        place + ": unknown array, expected Q, Qdiag, q, A, b, G, l, h, u, lb, ub or r");
            }
            finite(place, array, BOUNDS.contains(name));
        });
        return new ProblemCheck(file.toString(), matrices, vectors).problem();
    }

    private static double[][] rows(String place, NpyArray array, MemoryBudget budget) {
        if (array.shape().length != 2) {
            throw new InputException(place + ": expected a matrix, got an array of shape " + array.shapeText());
        }
        int columns = array.shape()[1];
        if (columns == 0) {
            throw new InputException(place + ": expected at least one column, got shape " + array.shapeText());
        }
        if (!budget.take(ROW * array.shape()[0])) {
            throw budget.exceeded(place, "an array of shape " + array.shapeText());
        }
        double[][] rows = new double[array.shape()[0]][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(array.values(), i * columns, (i + 1) * columns));
        return rows;
    }

    private static double[] vector(String place, NpyArray array) {
        if (array.shape().length > 1) {
            throw new InputException(place + ": expected a vector, got an array of shape " + array.shapeText());
        }
        return array.values();
    }

    private static void finite(String place, NpyArray array, boolean bound) {
        for (int i = 0; i < array.values().length; i++) {
            double value = array.values()[i];
            if (Double.isNaN(value) || (Double.isInfinite(value) && !bound)) {
                throw new InputException(place + ": expected finite numbers" + (bound ? " or infinities" : "")
                        + ", got " + value + " at " + i);
            }
        }
    }
}
