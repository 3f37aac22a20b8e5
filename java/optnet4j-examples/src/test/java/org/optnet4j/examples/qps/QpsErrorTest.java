package org.optnet4j.examples.qps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;

/** What is wrong with files, and where. */
class QpsErrorTest {
    private static final String ROWS = "ROWS\n N f\n L r\n";
    private static final String HEAD = ROWS + "COLUMNS\n x f 1 r 1\n y r 1\n";

    private static String refused(String text) {
        InputException e = assertThrows(InputException.class, () -> QpsFileTest.read(text));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e.getMessage();
    }

    private static void assertRefused(String text, String expected) {
        String message = refused(text);
        assertTrue(message.startsWith("in.qps: " + expected), message);
    }

    /** A slash ends a line; HEAD and ROWS stand for the beginnings above. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `` | truncated: expected its last line to be ENDATA, got the end of the file after line 0
                    NAME | truncated: expected its last line to be ENDATA, got the end of the file after line 1
                    HEAD/RHS/ s r 1 | truncated: expected its last line to be ENDATA, got the end of the file after line 8
                    HEAD/ENDATA/ x f 1 | line 8: ENDATA: expected nothing more, got "x f 1"
                    ENDATA/ROWS | line 2: ENDATA: expected nothing more, got "ROWS"
                    ENDATA | ROWS: expected an objective, a row of type N, got none
                    ROWS/ L r/COLUMNS/ x r 1/ENDATA | ROWS: expected an objective, a row of type N, got none
                    ROWS/COLUMNS/ENDATA | ROWS: expected an objective
                    ROWS/ENDATA | ROWS: expected an objective
                    ROWS/ N f/COLUMNS/ENDATA | COLUMNS: expected at least one column, got none
                    ` N f` | line 1: expected a section before all data, got "N f"
                    NAME/ N f | line 2: NAME: expected no data in this section, got "N f"
                    rows and columns | line 1: ROWS: expected nothing after the name of the section, got "and columns"
                    SOS1 | line 1: unknown section "SOS1", expected one of NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS, QUADOBJ, QSECTION, QMATRIX, ENDATA; or data, which begins with a blank
                    HEAD/QCMATRIX r | line 7: unknown section "QCMATRIX"
                    HEAD/QSECTION r | line 7: QSECTION: expected the name of the objective (nothing else may be quadratic), got "r"
                    QSECTION f | line 1: QSECTION: expected the section COLUMNS before this one, got none
                    ROWS/ N f/ROWS | line 3: ROWS: expected each section once, got this one again
                    HEAD/QUADOBJ/QMATRIX | line 8: QMATRIX: expected only one of QUADOBJ, QSECTION and QMATRIX, got another
                    COLUMNS | line 1: COLUMNS: expected the section ROWS before this one, got none
                    ROWS/BOUNDS | line 2: BOUNDS: expected the section COLUMNS before this one, got none
                    OBJSENSE/ LARGEST | line 2: OBJSENSE: expected MIN or MAX, got "LARGEST"
                    OBJSENSE MIN/ MAX | line 2: OBJSENSE: expected MIN or MAX once, got another "MAX"
                    OBJSENSE/HEAD/ENDATA | OBJSENSE: expected MIN or MAX, got none
                    ROWS/ N | line 2: ROWS: expected a type and a name, got 1 word
                    ROWS/ N the cost | line 2: ROWS: expected a type and a name, got 3 words
                    ROWS/ X r | line 2: ROWS: expected a type N, E, L or G, got "X"
                    ROWS/ NE r | line 2: ROWS: expected a type N, E, L or G, got "NE"
                    ROWS/ N f/ L r/ G r | line 4: ROWS: expected each row once, got "r" again
                    ROWS/ N f/COLUMNS/ x f | line 4: COLUMNS: expected the name of a column and one or two pairs of a name and a number, got 2 words
                    ROWS/ N f/COLUMNS/ x f 1 f | line 4: COLUMNS: expected the name of a column and one or two pairs of a name and a number, got 4 words
                    ROWS/ N f/COLUMNS/ x f 1 f 2 f 3 4 5 6 | got more than 6 words
                    ROWS/ N f/COLUMNS/ x g 1 | line 4: COLUMNS: expected the name of a row of the section ROWS, got "g"
                    ROWS/ N f/COLUMNS/ x f one | line 4: COLUMNS: expected a number, got "one"
                    ROWS/ N f/COLUMNS/ x f NaN | line 4: COLUMNS: expected a number, got "NaN"
                    ROWS/ N f/COLUMNS/ x f Infinity | line 4: COLUMNS: expected a number, got "Infinity"
                    ROWS/ N f/COLUMNS/ x f 0x10 | line 4: COLUMNS: expected a number, got "0x10"
                    ROWS/ N f/COLUMNS/ x f 1f | line 4: COLUMNS: expected a number, got "1f"
                    ROWS/ N f/COLUMNS/ x f 1e | line 4: COLUMNS: expected a number, got "1e"
                    ROWS/ N f/COLUMNS/ x f . | line 4: COLUMNS: expected a number, got "."
                    ROWS/ N f/COLUMNS/ x f 1,5 | line 4: COLUMNS: expected a number, got "1,5"
                    ROWS/ N f/COLUMNS/ x f 1e999 | line 4: COLUMNS: expected a number that fits float64, got 1e999
                    ROWS/ N f/COLUMNS/ x f 1 f 2 | line 4: COLUMNS: expected one number for each row of a column, got another for "f"
                    ROWS/ N f/COLUMNS/ x f 1/ x f 2 | line 5: COLUMNS: expected one number for each row of a column, got another for "f"
                    ROWS/ N f/COLUMNS/ x f 1/ y f 2/ x f 3 | line 6: COLUMNS: expected the lines of each column together, got "x" again, after others
                    ROWS/ N f/COLUMNS/ M1 'MARKER' 'INTORG' | line 4: COLUMNS: expected continuous variables (integers and special ordered sets are not supported)
                    HEAD/RHS/ s g 1 | line 8: RHS: expected the name of a row of the section ROWS, got "g"
                    HEAD/RHS/ s r 1 2 x x x | line 8: RHS: expected one or two pairs of a row and a number
                    HEAD/RHS/ s r 1/ s r 2 | line 9: RHS: expected one number for each row, got another for this one
                    HEAD/RHS/ s r 1/ t f 2 | line 9: RHS: expected one set of numbers, "s", got another, "t"
                    HEAD/RHS/ s r 1/ f 2 | line 9: RHS: expected one set of numbers, "s", got another, ""
                    HEAD/RHS/ s r -1e30 | line 8: RHS: expected an upper limit above -1e20, which counts as infinite, got -1.0E30
                    ROWS/ N f/ G r/RHS/ s r 1e30 | line 5: RHS: expected a lower limit below 1e20, which counts as infinite, got 1.0E30
                    ROWS/ N f/ E r/RHS/ s r 1e30 | line 5: RHS: expected a value below 1e20 in magnitude, which counts as infinite, got 1.0E30
                    HEAD/RANGES/ s r 1/ s r 1 | line 9: RANGES: expected one number for each row, got another
                    HEAD/RANGES/ s f 1 | line 8: RANGES: expected ranges of rows of type E, L or G, got one of the objective
                    HEAD/RHS/ s r 1e30/RANGES/ s r 1/ENDATA | RANGES: row "r": expected a range from a finite right-hand side, got an infinite one
                    HEAD/BOUNDS/ UP b z 1 | line 8: BOUNDS: expected the name of a column of the section COLUMNS, got "z"
                    HEAD/BOUNDS/ UP x | line 8: BOUNDS: expected a type, the name of a set, the name of a column and a number, got 2 words
                    HEAD/BOUNDS/ FR | line 8: BOUNDS: expected a type, the name of a set, the name of a column, got 1 word
                    HEAD/BOUNDS/ FR b x zero | line 8: BOUNDS: expected a number, got "zero"
                    HEAD/BOUNDS/ UP b x x | line 8: BOUNDS: expected a number, got "x"
                    HEAD/BOUNDS/ UP b x -1e30 | line 8: BOUNDS: expected an upper limit above -1e20, which counts as infinite, got -1.0E30
                    HEAD/BOUNDS/ LO b x 1e30 | line 8: BOUNDS: expected a lower limit below 1e20, which counts as infinite, got 1.0E30
                    HEAD/BOUNDS/ FX b x 1e30 | line 8: BOUNDS: expected a value below 1e20 in magnitude
                    HEAD/BOUNDS/ UP b x 1/ UP b x 1 | line 9: BOUNDS: expected one upper bound for each column, got another for x
                    HEAD/BOUNDS/ FX b x 1/ LO b x 1 | line 9: BOUNDS: expected one lower bound for each column, got another for x
                    HEAD/BOUNDS/ UP b x 1/ UP c y 1 | line 9: BOUNDS: expected one set of numbers, "b", got another, "c"
                    HEAD/BOUNDS/ BV b x | line 8: BOUNDS: expected bounds of continuous variables (integer and semi-continuous ones are not supported), got BV
                    HEAD/BOUNDS/ LI b x 1 | line 8: BOUNDS: expected bounds of continuous variables
                    HEAD/BOUNDS/ UI b x 1 | line 8: BOUNDS: expected bounds of continuous variables
                    HEAD/BOUNDS/ SC b x 1 | line 8: BOUNDS: expected bounds of continuous variables
                    HEAD/BOUNDS/ XX b x 1 | line 8: BOUNDS: expected a bound LO, UP, FX, FR, MI or PL, got "XX"
                    HEAD/QUADOBJ/ x z 1 | line 8: QUADOBJ: expected the name of a column of the section COLUMNS, got "z"
                    HEAD/QUADOBJ/ z x 1 | line 8: QUADOBJ: expected the name of a column of the section COLUMNS, got "z"
                    HEAD/QUADOBJ/ x y 1/ y y 1/ y x 1/ENDATA | line 10: expected one number for each pair of columns (QUADOBJ and QSECTION hold one triangle of the matrix, QMATRIX both), got another for (y, x)
                    HEAD/QUADOBJ/ x x 1/ x x 1/ENDATA | line 9: expected one number for each pair of columns
                    HEAD/QMATRIX/ x y 1/ x y 1/ENDATA | line 9: expected one number for each pair of columns
                    HEAD/QMATRIX/ x y 1/ENDATA | line 8: QMATRIX: expected a symmetric matrix, got 1.0 for (x, y) and 0.0 for (y, x)
                    HEAD/QMATRIX/ x y 1 x 4/ y x 2/ENDATA | line 8: QMATRIX: expected a symmetric matrix, got 1.0 for (x, y) and 2.0 for (y, x)
                    """)
    void saysWhatIsWrongWhere(String text, String expected) {
        String lines = text.replace("HEAD", HEAD.strip()).replace('/', '\n');
        String message = refused(lines);
        assertTrue(message.startsWith("in.qps: "), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void theErrorIsThatOfTheLayoutThatGetsFurther() {
        String fixed = "ROWS\n N  the cost\nCOLUMNS\n    x         the cost  1\n    x         cost      1\nENDATA\n";
        assertRefused(fixed, "line 5: COLUMNS: expected the name of a row of the section ROWS, got \"cost\"");
        String beside = "ROWS\n N  the cost\nCOLUMNS\n    x         the costs 1\nENDATA\n";
        assertRefused(
                beside,
                "line 4: COLUMNS: expected fields in the columns 2-3, 5-12, 15-22, 25-36, 40-47 and 50-61, "
                        + "got text in columns 23 to 24");
        String free = "ROWS\n N f\nCOLUMNS\n x f 1\n y y f 1\nENDATA\n";
        assertRefused(free, "line 5: COLUMNS: expected the name of a column and one or two pairs");
    }

    @Test
    void blankFieldsAreErrors() {
        String head = "ROWS\n N  the cost\n";
        assertRefused(head + " L\n", "line 3: ROWS: expected the name of a row, got none");
        assertRefused(head + "    row\n", "line 3: ROWS: expected a type N, E, L or G, got \"\"");
        assertRefused(
                head + "COLUMNS\n              the cost  1\n",
                "line 4: COLUMNS: expected the name of a column, got none");
        assertRefused(head + "COLUMNS\n    x         the cost\n", "line 4: COLUMNS: expected a number, got none");
        assertRefused(
                head + "COLUMNS\n    x         the cost  1              the cost\n",
                "line 4: COLUMNS: expected a number, got none");
        assertRefused(
                head + "COLUMNS\n    x         the cost  1                        2\n",
                "line 4: COLUMNS: expected the name of a row of the section ROWS, got \"\"");
    }

    @Test
    void linesAreLimited() {
        String name = "x".repeat(4080);
        assertEquals(
                1,
                QpsFileTest.read("ROWS\n N f\nCOLUMNS\n " + name + " f 1\nENDATA\n")
                        .q()
                        .length);
        assertRefused("ROWS\n N " + "f".repeat(5000), "line 2: ROWS: expected at most 4096 bytes on a line, got more");
        assertRefused("*" + "f".repeat(5000), "line 1: expected at most 4096 bytes on a line, got more");
    }

    @Test
    void longNamesAreCutInMessages() {
        assertRefused("x".repeat(4000), "line 1: unknown section \"" + "x".repeat(40) + "...\"");
    }

    @Test
    void bytesThatAreNotText() {
        assertRefused("ROWS\n N \0\n", "line 2: ROWS: expected text, got a control character, number 0");
        assertRefused("ROWS\n N a\rb\n", "line 2: ROWS: expected text, got a control character, number 13");
        byte[] bytes = {'R', 'O', (byte) 0xff, 'S'};
        InputException e = assertThrows(
                InputException.class,
                () -> QpsFile.read("in.qps", () -> new ByteArrayInputStream(bytes), new MemoryBudget()));
        assertEquals("in.qps: line 1: expected text in UTF-8, got other bytes", e.getMessage());
    }

    @Test
    void aDenseProblemOfTwoBillionNumbersIsRefusedBeforeMemoryIsTaken() {
        StringBuilder text = new StringBuilder("ROWS\n N f\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(" L r").append(i).append('\n');
        }
        text.append("COLUMNS\n");
        for (int j = 0; j < 40_000; j++) {
            text.append(" x").append(j).append(" f 1\n");
        }
        assertTrue(
                refused(text + "ENDATA\n").contains("got 15261 MiB: 40000 columns and 50000 rows as a dense matrix"),
                "the size is named");
        // A Q of 1.6 billion numbers, out of one.
        text.append("QUADOBJ\n x0 x1 1\n");
        assertTrue(refused(text + "ENDATA\n").contains("as dense matrices"), "the size is named");
    }

    @Test
    void whatIsKeptOfAFileIsLimited() {
        for (String more : new String[] {" L r%d\n", "COLUMNS\n x%d f 1\n"}) {
            StringBuilder text = new StringBuilder("ROWS\n N f\n");
            for (int i = 0; i < 1000; i++) {
                text.append(String.format(i == 0 ? more : more.replace("COLUMNS\n", ""), i));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            InputException e = assertThrows(
                    InputException.class,
                    () -> QpsFile.read("in.qps", () -> new ByteArrayInputStream(bytes), new MemoryBudget(100_000)));
            assertTrue(e.getMessage().startsWith("in.qps: line "), e.getMessage());
            assertTrue(e.getMessage().contains("expected a file whose numbers take at most"), e.getMessage());
        }
    }

    @Test
    void filesThatCannotBeRead(@TempDir Path folder) {
        InputException missing = assertThrows(InputException.class, () -> QpsFile.read(folder.resolve("none.qps")));
        assertEquals(
                folder.resolve("none.qps") + ": cannot be read: there is no such file or folder", missing.getMessage());
        InputException broken = assertThrows(
                InputException.class,
                () -> QpsFile.read(
                        "in.qps",
                        () -> {
                            throw new IOException("the disk is on fire");
                        },
                        new MemoryBudget()));
        assertEquals("in.qps: cannot be read: the disk is on fire", broken.getMessage());
    }
}
