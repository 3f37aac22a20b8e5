package org.optnet4j.examples.sudoku;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Training puzzles that are drawn anew for every step. They depend on the seed, the step and their place in the batch alone.
 *
 * @param boards full ones to make them of
 * @param rule when a cell may be blanked
 * @param seed of the run
 */
record FreshPuzzles(List<Board> boards, RemovalRule rule, long seed) {
    private static final int HOLES = 4;

    /**
     * The puzzles of a step: a random board each, of which random cells are blanked until there is a random number of holes, or
     * until the rule lets no further one go.
     *
     * @param step its number, 0 for the first
     * @param count how many
     * @param plan the step's numbers of holes, each equally likely
     */
    List<Puzzle> draw(long step, int count, StepPlan plan) {
        return IntStream.range(0, count)
                .mapToObj(i -> draw(plan, RandomStreams.at(seed, HOLES, step, i)))
                .toList();
    }

    private Puzzle draw(StepPlan plan, SplittableRandom random) {
        Board solution = boards.get(random.nextInt(boards.size()));
        int holes = random.nextInt(plan.fewestHoles(), plan.mostHoles() + 1);
        return new Puzzle(rule.remove(solution, solution.grid().cells() - holes, random), solution);
    }
}
