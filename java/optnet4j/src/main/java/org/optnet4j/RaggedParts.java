package org.optnet4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.ragged.Group;

/** The batches that a list of problems was solved in, and where the answer of each problem is. */
final class RaggedParts {
    /**
     * A batch.
     *
     * @param number its place among the batches
     * @param group the problems it was made of
     * @param solution its answers
     */
    record Part(int number, Group group, QpSolution solution) {}

    private final List<Part> parts = new ArrayList<>();
    private final @Nullable Part[] partOf;
    private final int[] indexIn;

    RaggedParts(int problems) {
        partOf = new Part[problems];
        indexIn = new int[problems];
    }

    /** Adds a batch; from now on the answers of its problems are there. */
    synchronized void add(Group group, QpSolution solution) {
        Part part = new Part(parts.size(), group, solution);
        parts.add(part);
        int[] members = group.members();
        for (int k = 0; k < members.length; k++) {
            partOf[members[k]] = part;
            indexIn[members[k]] = k;
        }
    }

    List<Part> all() {
        return parts;
    }

    /** The batch that has the answer of a problem. */
    Part of(int problem) {
        Part part = partOf[problem];
        if (part == null) {
            throw new AssertionError("problem " + problem + " is in no batch");
        }
        return part;
    }

    /** Where in that batch it is. */
    int index(int problem) {
        return indexIn[problem];
    }

    boolean isPaddedAndUnsolved(int problem) {
        Part part = of(problem);
        return part.group().padded() && part.solution().status(index(problem)) != QpStatus.SOLVED;
    }

    /**
     * The value without the sign of a zero, which may be that of zeros added up for variables that were added: what a
     * caller sees must not tell of them.
     */
    static double unsigned(double value) {
        return value + 0.0;
    }

    static double[] unsigned(double[] values) {
        Arrays.setAll(values, i -> unsigned(values[i]));
        return values;
    }

    void close() {
        parts.forEach(part -> part.solution().close());
    }
}
