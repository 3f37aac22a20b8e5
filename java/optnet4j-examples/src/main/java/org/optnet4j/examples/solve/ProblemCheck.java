package org.optnet4j.examples.solve;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/** Checks that the parts of one problem belong together, and flattens its matrices. */
final class ProblemCheck {
    private final String place;
    private final Map<String, double[][]> matrices;
    private final Map<String, double[]> vectors;

    /**
     * @param place where the problem stands, to begin messages with
     * @param matrices by field name
     * @param vectors by field name
     */
    ProblemCheck(String place, Map<String, double[][]> matrices, Map<String, double[]> vectors) {
        this.place = place;
        this.matrices = matrices;
        this.vectors = vectors;
    }

    /**
     * The checked problem.
     *
     * @throws InputException if a field is missing or has the wrong size
     */
    Problem problem() {
        double[] q = vectors.get("q");
        if (q == null) {
            throw bad("q", "expected a list of numbers, got none (every problem needs Q and q)");
        }
        int n = q.length;
        if (n == 0) {
            throw bad("q", "expected at least one number, got an empty list");
        }
        if (matrices.get("Q") == null) {
            throw bad("Q", "expected a list of " + n + " rows, got none (every problem needs Q and q)");
        }
        pair("A", "b");
        pair("G", "h");
        double[] b = vectors.getOrDefault("b", new double[0]);
        double[] h = vectors.getOrDefault("h", new double[0]);
        return new Problem(
                n,
                h.length,
                b.length,
                matrix("Q", n, n, "q"),
                q,
                matrix("A", b.length, n, "b"),
                b,
                matrix("G", h.length, n, "h"),
                h,
                upstream("dLdx", n, "q"),
                upstream("dLdnu", b.length, "b"),
                upstream("dLdlambda", h.length, "h"));
    }

    private void pair(String matrix, String vector) {
        if (matrices.containsKey(matrix) != vectors.containsKey(vector)) {
            boolean hasMatrix = matrices.containsKey(matrix);
            throw bad(
                    hasMatrix ? vector : matrix,
                    "expected, because " + (hasMatrix ? matrix : vector) + " is there, got none (" + matrix + " and "
                            + vector + " go together)");
        }
    }

    private double[] matrix(String name, int rows, int columns, String rowsFrom) {
        double[][] given = matrices.getOrDefault(name, new double[0][]);
        if (given.length != rows) {
            throw bad(
                    name, "expected " + rows + " rows (as many as " + rowsFrom + " has numbers), got " + given.length);
        }
        double[] flat = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < rows; i++) {
            if (given[i].length != columns) {
                throw bad(
                        name + "[" + i + "]",
                        "expected " + columns + " numbers (as many as q has), got " + given[i].length);
            }
            System.arraycopy(given[i], 0, flat, i * columns, columns);
        }
        return flat;
    }

    private double @Nullable [] upstream(String name, int length, String lengthFrom) {
        double[] given = vectors.get(name);
        if (given != null && given.length != length) {
            throw bad(name, "expected " + length + " numbers (as many as " + lengthFrom + " has), got " + given.length);
        }
        return given;
    }

    private InputException bad(String field, String message) {
        return new InputException(place + "." + field + ": " + message);
    }
}
