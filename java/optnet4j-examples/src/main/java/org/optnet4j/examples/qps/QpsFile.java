package org.optnet4j.examples.qps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;

/**
 * A quadratic program in MPS format with a quadratic term, as in the collection of Maros and M&eacute;sz&aacute;ros.
 *
 * <ul>
 *   <li>Sections NAME, OBJSENSE (MIN or MAX), ROWS, COLUMNS, RHS, RANGES, BOUNDS, one of QUADOBJ (or QSECTION, the same)
 *       and QMATRIX, and ENDATA; lines of data begin with a blank, comments with an asterisk.
 *   <li>The objective is <i>&frac12; x'Qx + q'x</i> minus the right-hand side of its row, the first one of type N; other
 *       rows of type N are ignored. QUADOBJ holds one triangle of Q, whichever, and QMATRIX all of it.
 *   <li>A range R makes an L row with the right-hand side r <i>r - |R| &le; .. &le; r</i>, a G row <i>r &le; .. &le;
 *       r + |R|</i>, and an E row <i>r &le; .. &le; r + R</i> or, if R is negative, <i>r + R &le; .. &le; r</i>. Rows
 *       whose limits are equal are equalities, all others inequalities.
 *   <li>Variables are at least 0 unless BOUNDS says otherwise. A negative upper bound (UP) without a lower one takes the
 *       0 away; MI leaves the upper bound alone.
 *   <li>Limits of 1e20 and more, in magnitude, are infinite.
 *   <li>Fields have blanks between them and none inside. Where that does not make a problem, the file is read again with
 *       fields in fixed columns, whose names may have blanks inside.
 * </ul>
 *
 * <p>Nothing is guessed: integers, further sets of right-hand sides, ranges or bounds, quadratic constraints, what is
 * unknown, double or not a number, and a file without ENDATA are errors that name the line.
 */
public final class QpsFile {
    private QpsFile() {}

    /**
     * Reads a problem.
     *
     * @param file the file
     * @return the problem
     * @throws InputException if the file cannot be read, is malformed, or too large to be a dense problem
     */
    public static QpsModel read(Path file) {
        return read(file.toString(), () -> Files.newInputStream(file), new MemoryBudget());
    }

    /** Opens the file, from the beginning each time. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** Reads a problem in the layout that it has; if it has neither, the error is that of the one that gets further. */
    static QpsModel read(String name, Source source, MemoryBudget budget) {
        long whole = budget.left();
        try (InputStream in = source.open()) {
            QpsLines lines = new QpsLines(name, in, budget);
            try {
                return new QpsReader(lines, new FreeLayout()).read();
            } catch (InputException e) {
                budget.release(whole - budget.left());
                return readFixed(name, source, budget, e, lines.number());
            }
        } catch (IOException e) {
            throw new InputException(name + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private static QpsModel readFixed(
            String name, Source source, MemoryBudget budget, InputException earlier, long earlierLine)
            throws IOException {
        try (InputStream in = source.open()) {
            QpsLines lines = new QpsLines(name, in, budget);
            try {
                return new QpsReader(lines, new FixedLayout()).read();
            } catch (InputException e) {
                throw lines.number() > earlierLine ? e : earlier;
            }
        }
    }
}
