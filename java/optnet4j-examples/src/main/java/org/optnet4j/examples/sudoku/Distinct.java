package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.optnet4j.examples.io.InputException;

/** Draws until there are enough that differ. */
final class Distinct {
    /** So many draws in a row without a new one mean that there are hardly any left. */
    static final int PATIENCE = 20_000;

    private Distinct() {}

    /**
     * @param source where they come from
     * @param board in which they are to differ
     * @param what they are called, in the message
     * @param wanted how many
     * @param patience how many draws in a row without a new one are too many
     * @throws InputException if there are not so many
     */
    static <T> List<T> draw(Supplier<T> source, Function<T, Board> board, String what, long wanted, int patience) {
        Set<Board> seen = new HashSet<>();
        List<T> drawn = new ArrayList<>();
        int draws = 0;
        while (drawn.size() < wanted) {
            T next = source.get();
            if (seen.add(board.apply(next))) {
                drawn.add(next);
                draws = 0;
            } else if (++draws == patience) {
                throw new InputException("--train plus --test: expected at most about " + drawn.size()
                        + " (there are few more distinct " + what + " of this kind), got " + wanted);
            }
        }
        return List.copyOf(drawn);
    }
}
