package org.optnet4j.benchmarks.problems;

import org.optnet4j.examples.stress.Chunk;

/** {@link org.optnet4j.examples.stress.KktResidual} of what any solver was handed and what it answered. */
public final class KktResidual {
    private KktResidual() {}

    /**
     * The worst residual of a batch.
     *
     * @param problems the data
     * @param answers what is claimed to solve them
     * @return the residual; infinite if an answer is not made of numbers
     */
    public static double worst(Problems problems, Answers answers) {
        double worst = 0;
        for (int i = 0; i < problems.count(); i++) {
            worst = Math.max(worst, of(problems, answers, i));
        }
        return worst;
    }

    /**
     * The residual of one problem.
     *
     * @param problems the data
     * @param answers what is claimed to solve them
     * @param i the problem
     * @return the residual; infinite if the answer is not made of numbers
     */
    public static double of(Problems problems, Answers answers, int i) {
        Chunk data = new Chunk(
                problems.count(),
                problems.n(),
                problems.m(),
                problems.p(),
                problems.Q(),
                problems.q(),
                problems.A(),
                problems.b(),
                problems.G(),
                problems.h());
        return new org.optnet4j.examples.stress.KktResidual(data.n())
                .of(data, i, answers.x(), answers.nu(), answers.lambda());
    }
}
