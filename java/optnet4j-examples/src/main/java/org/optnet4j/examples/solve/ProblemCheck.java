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
        double[] diagonal = vector("Qdiag", n, "q");
        if (diagonal == null && matrices.get("Q") == null) {
            throw bad("Q", "expected a list of " + n + " rows, got none (every problem needs Q and q)");
        }
        if (diagonal != null && matrices.get("Q") != null) {
            throw bad("Qdiag", "expected only one of Q and Qdiag, got both");
        }
        pair("A", "b");
        double[] b = vectors.getOrDefault("b", new double[0]);
        String upper = upperName();
        String rowsFrom = vectors.containsKey("l") && !vectors.containsKey(upper) ? "l" : upper;
        pair("G", rowsFrom);
        int m = vectors.getOrDefault(rowsFrom, new double[0]).length;
        return new Problem(
                n,
                m,
                b.length,
                diagonal != null,
                diagonal != null ? diagonal : matrix("Q", n, n, "q"),
                q,
                matrix("A", b.length, n, "b"),
                b,
                matrix("G", m, n, rowsFrom),
                vector("l", m, rowsFrom),
                vector(upper, m, rowsFrom),
                vector("lb", n, "q"),
                vector("ub", n, "q"),
                constant(),
                false,
                vector("dLdx", n, "q"),
                vector("dLdnu", b.length, "b"),
                vector("dLdlambda", m, rowsFrom));
    }

    /** The upper bounds of the rows go by two names. */
    private String upperName() {
        if (vectors.containsKey("u") && vectors.containsKey("h")) {
            throw bad("u", "expected only one of h and u, which are the same, got both");
        }
        return vectors.containsKey("u") ? "u" : "h";
    }

    private double constant() {
        double[] constant = vectors.get("r");
        if (constant != null && constant.length != 1) {
            throw bad("r", "expected one number, got " + constant.length);
        }
        return constant == null ? 0 : constant[0];
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
        // All rows first: until then nobody knows that there is as much as the sizes say.
        for (int i = 0; i < rows; i++) {
            if (given[i].length != columns) {
                throw bad(
                        name + "[" + i + "]",
                        "expected " + columns + " numbers (as many as q has), got " + given[i].length);
            }
        }
        double[] flat = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(given[i], 0, flat, i * columns, columns);
        }
        return flat;
    }

    private double @Nullable [] vector(String name, int length, String lengthFrom) {
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
