package org.optnet4j.benchmarks.problems;

import java.util.Arrays;
import org.optnet4j.QpSolution;

/**
 * Answers to a batch of problems, one block per problem.
 *
 * @param x minimisers, count x n
 * @param nu multipliers of the equalities, count x p
 * @param lambda multipliers of the inequalities, count x m
 */
public record Answers(double[] x, double[] nu, double[] lambda) {
    /**
     * Room for the answers to problems.
     *
     * @param problems what is to be answered
     * @return answers, not a number as long as nobody writes them
     */
    public static Answers unknown(Problems problems) {
        return new Answers(
                nothing(problems.count() * problems.n()),
                nothing(problems.count() * problems.p()),
                nothing(problems.count() * problems.m()));
    }

    /**
     * The answers of OptNet4J.
     *
     * @param solution of a batch
     * @return copies of them
     */
    public static Answers of(QpSolution solution) {
        return new Answers(
                solution.x().toDoubles(),
                solution.nu().toDoubles(),
                solution.lambda().toDoubles());
    }

    private static double[] nothing(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
