package org.optnet4j.examples.qps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.examples.io.MemoryBudget;

/** What small files mean, worked out by hand. */
class QpsFileTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    static QpsModel read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return QpsFile.read("in.qps", () -> new ByteArrayInputStream(bytes), new MemoryBudget());
    }

    /** One variable in one row. */
    private static QpsModel row(String type, String rightHandSide, String range) {
        return read("ROWS\n N f\n " + type + " r\nCOLUMNS\n x r 1\nRHS\n s r " + rightHandSide + "\n"
                + (range.isEmpty() ? "" : "RANGES\n s r " + range + "\n") + "ENDATA\n");
    }

    private static QpsModel bounds(String... bounds) {
        return read("ROWS\n N f\nCOLUMNS\n x f 1\nBOUNDS\n " + String.join("\n ", bounds) + "\nENDATA\n");
    }

    private static QpsModel quadratic(String section, String... entries) {
        return read(
                "ROWS\n N f\nCOLUMNS\n x f 1\n y f 1\n" + section + "\n " + String.join("\n ", entries) + "\nENDATA\n");
    }

    @Test
    void readsEverySection() {
        QpsModel model = read("""
                * a comment
                NAME          small problem of three variables
                ROWS
                 N  cost
                 N  other
                 E  sum
                 L  most
                 G  least

                COLUMNS
                    x         cost      1.5            sum       1
                    x         most      2              least     -3e0
                    x         other     77
                    y         cost      -2.5           sum       1
                * another comment
                    z         sum       1              most      .5
                RHS
                    rhs       cost      -10            sum       4
                    rhs       most      8              least     -1.0D+01
                    rhs       other     5
                RANGES
                    rng       most      6
                BOUNDS
                 UP bnd       x         40
                 FR bnd       y
                 LO bnd       z         -1
                 UP bnd       z         1
                QUADOBJ
                    x         x         2              y         1
                    y         y         3
                ENDATA
                """);
        assertFalse(model.maximise());
        assertEquals(10, model.constant());
        assertFalse(model.diagonal());
        assertArrayEquals(new double[] {2, 1, 0, 1, 3, 0, 0, 0, 0}, model.Q());
        assertArrayEquals(new double[] {1.5, -2.5, 0}, model.q());
        assertArrayEquals(new double[] {1, 1, 1}, model.A());
        assertArrayEquals(new double[] {4}, model.b());
        assertArrayEquals(new double[] {2, 0, 0.5, -3, 0, 0}, model.G());
        assertArrayEquals(new double[] {2, -10}, model.l());
        assertArrayEquals(new double[] {8, INF}, model.h());
        assertArrayEquals(new double[] {0, -INF, -1}, model.lb());
        assertArrayEquals(new double[] {40, INF, 1}, model.ub());
    }

    @ParameterizedTest
    @CsvSource({
        "L, 5, '', -Infinity, 5",
        "L, 5, 2, 3, 5",
        "L, 5, -2, 3, 5",
        "G, 5, '', 5, Infinity",
        "G, 5, 2, 5, 7",
        "G, 5, -2, 5, 7",
        "E, 5, 2, 5, 7",
        "E, 5, -2, 3, 5",
        "L, 1e30, '', -Infinity, Infinity",
        "L, 5, 1e20, -Infinity, 5",
        "G, -1e20, '', -Infinity, Infinity",
        "E, 5, -1e21, -Infinity, 5"
    })
    void rangesOfInequalities(String type, String rightHandSide, String range, double lower, double upper) {
        QpsModel model = row(type, rightHandSide, range);
        assertArrayEquals(new double[] {lower}, model.l());
        assertArrayEquals(new double[] {upper}, model.h());
        assertArrayEquals(new double[] {1}, model.G());
        assertEquals(0, model.b().length);
    }

    @ParameterizedTest
    @CsvSource({"E, 5, ''", "E, 5, 0", "E, 5, -0", "L, 5, 0", "G, 5, 0"})
    void rowsWithEqualLimitsAreEqualities(String type, String rightHandSide, String range) {
        QpsModel model = row(type, rightHandSide, range);
        assertArrayEquals(new double[] {5}, model.b());
        assertArrayEquals(new double[] {1}, model.A());
        assertEquals(0, model.h().length);
    }

    @Test
    void rowsWithoutRightHandSideHaveZero() {
        QpsModel model = read("ROWS\n N f\n E e\n L l\n G g\nCOLUMNS\n x e 1 l 1\n x g 1\nENDATA\n");
        assertArrayEquals(new double[] {0}, model.b());
        assertArrayEquals(new double[] {-INF, 0}, model.l());
        assertArrayEquals(new double[] {0, INF}, model.h());
        assertEquals("0.0", String.valueOf(model.constant()));
    }

    @ParameterizedTest
    @CsvSource({
        "UP b x 4, 0, 4",
        "UP b x 0, 0, 0",
        "UP b x -4, -Infinity, -4",
        "UP x -4, -Infinity, -4",
        "UP b x 1e30, 0, Infinity",
        "LO b x 3, 3, Infinity",
        "LO b x -1e30, -Infinity, Infinity",
        "FX b x 3, 3, 3",
        "FX x -3, -3, -3",
        "FR b x, -Infinity, Infinity",
        "FR x, -Infinity, Infinity",
        "FR b x 0, -Infinity, Infinity",
        "MI b x, -Infinity, Infinity",
        "PL b x, 0, Infinity"
    })
    void bound(String line, double lower, double upper) {
        QpsModel model = bounds(line);
        assertArrayEquals(new double[] {lower}, model.lb());
        assertArrayEquals(new double[] {upper}, model.ub());
    }

    @ParameterizedTest
    @CsvSource({
        "UP b x -4, LO b x -6, -6, -4",
        "LO b x -6, UP b x -4, -6, -4",
        "LO b x 0, UP b x -4, 0, -4",
        "MI b x, UP b x 5, -Infinity, 5",
        "PL b x, LO b x -1, -1, Infinity"
    })
    void boundsInEitherOrder(String first, String second, double lower, double upper) {
        QpsModel model = bounds(first, second);
        assertArrayEquals(new double[] {lower}, model.lb());
        assertArrayEquals(new double[] {upper}, model.ub());
    }

    @Test
    void trianglesAreMirrored() {
        double[] expected = {2, 5, 5, 3};
        assertArrayEquals(expected, quadratic("QUADOBJ", "x x 2 y 5", "y y 3").Q());
        assertArrayEquals(expected, quadratic("QUADOBJ", "x x 2", "y x 5 y 3").Q());
        assertArrayEquals(
                expected, quadratic("QSECTION", "x x 2", "x y 5", "y y 3").Q());
        assertArrayEquals(
                expected, quadratic("QSECTION f", "y y 3", "x y 5", "x x 2").Q());
        assertArrayEquals(
                expected,
                quadratic("QMATRIX", "x x 2", "x y 5", "y x 5", "y y 3").Q());
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUADOBJ", "QSECTION", "QMATRIX"})
    void aMatrixOfDiagonalEntriesIsADiagonal(String section) {
        QpsModel model = quadratic(section, "y y 3");
        assertTrue(model.diagonal());
        assertArrayEquals(new double[] {0, 3}, model.Q());
    }

    @Test
    void aLinearProgramHasAZeroDiagonal() {
        QpsModel model = bounds("UP x 1");
        assertTrue(model.diagonal());
        assertArrayEquals(new double[] {0}, model.Q());
    }

    @Test
    void maximisingNegatesAllButTheConstant() {
        String rest = "ROWS\n N f\nCOLUMNS\n x f 3\nRHS\n r f 2\nQUADOBJ\n x x -4\nENDATA\n";
        for (String head :
                new String[] {"OBJSENSE\n MAX\n", "OBJSENSE MAX\n", "OBJSENSE\n    MAXIMIZE\n", "objsense maximise\n"
                }) {
            QpsModel model = read(head + rest);
            assertTrue(model.maximise());
            assertEquals(-2, model.constant());
            assertArrayEquals(new double[] {-3}, model.q());
            assertArrayEquals(new double[] {4}, model.Q());
        }
        QpsModel model = read("OBJSENSE\n  MIN\n" + rest);
        assertFalse(model.maximise());
        assertArrayEquals(new double[] {-4}, model.Q());
    }

    @Test
    void namesOfSetsMayBeLeftOut() {
        QpsModel model =
                read("ROWS\n N f\n E e\n L l\nCOLUMNS\n x e 1 l 1\nRHS\n e 3 l 4\nRANGES\n l 1\nBOUNDS\n UP x 9\n"
                        + "ENDATA\n");
        assertArrayEquals(new double[] {3}, model.b());
        assertArrayEquals(new double[] {3}, model.l());
        assertArrayEquals(new double[] {4}, model.h());
        assertArrayEquals(new double[] {9}, model.ub());
    }

    @Test
    void fixedColumnsMayHaveNamesWithBlanks() {
        QpsModel model = read("""
                NAME          with blanks
                ROWS
                 N  the cost
                 L  row one
                  E row 2
                COLUMNS
                    x y       the cost  1.0            row one   2.0
                    x y       row 2     3.0
                    z         row 2     4
                RHS
                    the rhs   row one   5              row 2     6
                    the rhs   the cost  7
                ENDATA
                """);
        assertArrayEquals(new double[] {1, 0}, model.q());
        assertArrayEquals(new double[] {2, 0}, model.G());
        assertArrayEquals(new double[] {3, 4}, model.A());
        assertArrayEquals(new double[] {6}, model.b());
        assertArrayEquals(new double[] {5}, model.h());
        assertEquals(-7, model.constant());
    }

    @Test
    void fixedColumnsMayHaveNoNamesOfSets() {
        QpsModel model = read("""
                ROWS
                 N  f
                 L  row one
                COLUMNS
                    x 1       row one   2.0
                RHS
                              row one   5
                BOUNDS
                 UP           x 1       7
                ENDATA
                """);
        assertArrayEquals(new double[] {5}, model.h());
        assertArrayEquals(new double[] {7}, model.ub());
    }

    @Test
    void linesMayEndAsOnOtherSystemsAndHaveTabs() {
        QpsModel model = read("\uFEFFROWS\r\n\tN\tf\r\n\r\n \t \r\nCOLUMNS\r\n\tx\tf\t1\r\nENDATA");
        assertArrayEquals(new double[] {1}, model.q());
    }

    @Test
    void namesMayHaveAnyLetters() {
        assertArrayEquals(
                new double[] {1},
                read("ROWS\n N $ö\nCOLUMNS\n 世 $ö 1\nENDATA\n").q());
    }

    @Test
    void commentsMayHaveAnyBytes() {
        byte[] bytes =
                "*M\u00e9sz\u00e1ros\nROWS\n N f\nCOLUMNS\n x f 1\nENDATA\n".getBytes(StandardCharsets.ISO_8859_1);
        QpsModel model = QpsFile.read("in.qps", () -> new ByteArrayInputStream(bytes), new MemoryBudget());
        assertArrayEquals(new double[] {1}, model.q());
    }
}
