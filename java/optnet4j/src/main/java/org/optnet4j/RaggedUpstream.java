package org.optnet4j;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.ragged.Group;

/** The gradient of a loss with respect to one part of the solutions of a list of problems; null stands for zero. */
final class RaggedUpstream {
    private final @Nullable List<double @Nullable []> values;

    private RaggedUpstream(@Nullable List<double @Nullable []> values) {
        this.values = values;
    }

    /**
     * Checks the lengths.
     *
     * @param name what messages call the list
     * @param values an array per problem
     * @param problems the problems
     * @param length how many numbers the array of a problem has
     */
    static RaggedUpstream of(
            String name,
            @Nullable List<double @Nullable []> values,
            List<QpProblem> problems,
            ToIntFunction<QpProblem> length) {
        if (values != null) {
            if (values.size() != problems.size()) {
                throw new IllegalArgumentException(
                        name + ": expected " + problems.size() + " arrays, one per problem, got " + values.size());
            }
            for (int i = 0; i < values.size(); i++) {
                double[] each = values.get(i);
                int expected = length.applyAsInt(problems.get(i));
                if (each != null && each.length != expected) {
                    throw new IllegalArgumentException(name + "[" + i + "]: expected " + expected + " values for "
                            + problems.get(i) + ", got " + each.length);
                }
            }
        }
        return new RaggedUpstream(values);
    }

    /** The numbers for a batch, each array at the beginning of a block, zeros after it; null if all are zero. */
    @Nullable
    BatchArray stack(Group group, int block, Precision precision) {
        if (values == null) {
            return null;
        }
        int[] members = group.members();
        double[] all = new double[members.length * block];
        for (int k = 0; k < members.length; k++) {
            double[] each = values.get(members[k]);
            if (each != null) {
                System.arraycopy(each, 0, all, k * block, each.length);
            }
        }
        return BatchArray.perProblem(all).to(precision);
    }
}
