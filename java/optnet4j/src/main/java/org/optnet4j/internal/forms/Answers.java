package org.optnet4j.internal.forms;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.general.GeneralSolution;

/** The arrays of a solution, into which answers of the normal form are put one by one. */
final class Answers {
    private final QpBatch batch;
    private final Values x;
    private final Values nu;
    private final Values lambda;
    private final Values slack;
    private final Values lambdaL;
    private final Values lambdaLb;
    private final Values lambdaUb;
    private final Values slackL;
    private final int[] status;
    private final int[] iterations;
    private final double[] primalResidual;
    private final double[] dualResidual;
    private final double[] gap;
    private final double[] objective;

    /** Starts from the answers of a back end, in its own arrays. */
    Answers(QpBatch batch, BackendSolution first) {
        this.batch = batch;
        x = new Values(first.x(), batch.n());
        nu = new Values(first.nu(), batch.p());
        lambda = new Values(first.lambda(), batch.m());
        slack = new Values(first.slack(), batch.m());
        lambdaL = Values.ofBounds(first.lambdaL(), batch.m());
        lambdaLb = Values.ofBounds(first.lambdaLb(), batch.n());
        lambdaUb = Values.ofBounds(first.lambdaUb(), batch.n());
        slackL = Values.ofBounds(first.slackL(), batch.m());
        // Not in place: the back end goes on telling by its own which problems its gradients are about.
        status = first.status().clone();
        iterations = first.iterations();
        primalResidual = first.primalResidual();
        dualResidual = first.dualResidual();
        gap = first.gap();
        objective = first.objective();
    }

    void put(int problem, GeneralSolution solution) {
        x.put(problem, solution.x());
        nu.put(problem, solution.nu());
        lambda.put(problem, solution.lambda());
        slack.put(problem, solution.slack());
        lambdaL.put(problem, solution.lambdaL());
        lambdaLb.put(problem, solution.lambdaLb());
        lambdaUb.put(problem, solution.lambdaUb());
        slackL.put(problem, solution.slackL());
        status[problem] = solution.status().code();
        iterations[problem] = solution.iterations();
        primalResidual[problem] = solution.primalResidual();
        dualResidual[problem] = solution.dualResidual();
        gap[problem] = solution.gap();
        objective[problem] = solution.objective();
    }

    BackendSolution toSolution(BitSet normal, @Nullable Factorization factorization) {
        return new BackendSolution(
                x.array,
                nu.array,
                lambda.array,
                slack.array,
                status,
                iterations,
                primalResidual,
                dualResidual,
                gap,
                objective,
                lambdaL.array,
                lambdaLb.array,
                lambdaUb.array,
                slackL.array,
                normal,
                factorization);
    }

    /** A heap array of either precision with a block per problem. */
    private static final class Values {
        private final BatchArray array;
        private final int block;

        Values(BatchArray array, int block) {
            this.array = array;
            this.block = block;
        }

        /** Numbers of a kind of bound, which the batch may not have. */
        static Values ofBounds(BatchArray array, int block) {
            return new Values(array, array.length() == 0 ? 0 : block);
        }

        void put(int problem, double[] values) {
            int start = problem * block;
            if (array.storage() instanceof double[] doubles) {
                System.arraycopy(values, 0, doubles, start, block);
            } else {
                float[] floats = (float[]) array.storage();
                for (int i = 0; i < block; i++) {
                    floats[start + i] = (float) values[i];
                }
            }
        }
    }
}
