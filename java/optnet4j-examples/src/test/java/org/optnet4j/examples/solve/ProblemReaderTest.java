package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.Precision;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;

class ProblemReaderTest {
    private static List<Problem> read(String json, Precision precision) {
        return ProblemReader.read(
                "in.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), precision);
    }

    private static List<Problem> read(String json) {
        return read(json, Precision.FLOAT64);
    }

    @Test
    void readsEveryField() {
        Problem problem = read("""
                        {"problems": [{
                          "q": [5, 6.5], "Q": [[1, 2e-3], [3, 4]], "A": [[7, 8]], "b": [9],
                          "G": [[1, 0], [0, 1], [1, 1]], "h": [1, 2, 3],
                          "dLdx": [1, -1], "dLdnu": [2], "dLdlambda": [0, 0, -0.0]}]}
                        """).get(0);
        assertEquals(2, problem.n());
        assertEquals(3, problem.m());
        assertEquals(1, problem.p());
        assertArrayEquals(new double[] {1, 2e-3, 3, 4}, problem.Q());
        assertArrayEquals(new double[] {5, 6.5}, problem.q());
        assertArrayEquals(new double[] {7, 8}, problem.A());
        assertArrayEquals(new double[] {9}, problem.b());
        assertArrayEquals(new double[] {1, 0, 0, 1, 1, 1}, problem.G());
        assertArrayEquals(new double[] {1, 2, 3}, problem.h());
        assertArrayEquals(new double[] {1, -1}, problem.dLdx());
        assertArrayEquals(new double[] {2}, problem.dLdnu());
        assertArrayEquals(new double[] {0, 0, -0.0}, problem.dLdlambda());
    }

    @Test
    void optionalFieldsMayBeMissingOrEmpty() {
        Problem bare = read("{\"problems\":[{\"Q\":[[1]],\"q\":[1]}]}").get(0);
        assertEquals(0, bare.m() + bare.p());
        assertNull(bare.dLdx());
        Problem empty = read("{\"problems\":[{\"Q\":[[1]],\"q\":[1],\"A\":[],\"b\":[],\"G\":[],\"h\":[]}]}")
                .get(0);
        assertEquals(0, empty.m() + empty.p());
        assertEquals(List.of(), read("{\"problems\":[]}"));
    }

    @Test
    void nullAmongBoundsIsNoBound() {
        Problem problem = read("{\"problems\":[{\"Qdiag\":[1],\"q\":[1],\"G\":[[1],[2]],\"l\":[null,1],\"u\":[2,null],"
                        + "\"lb\":[null],\"ub\":[3]}]}")
                .get(0);
        assertTrue(problem.diagonal());
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, 1}, problem.l());
        assertArrayEquals(new double[] {2, Double.POSITIVE_INFINITY}, problem.h());
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY}, problem.lb());
        assertArrayEquals(new double[] {3}, problem.ub());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `` | in.json: line 1: the document: expected an object with the field "problems", got the end of the input
                    [] | line 1: the document: expected an object with the field "problems", got a list
                    {} | expected the field "problems", got none
                    {"problem":[]} | unknown field "problem", expected "problems"
                    {"problems":{}} | problems: expected a list of problems, got an object
                    {"problems":[3]} | problems[0]: expected an object with the fields Q, Qdiag, q, A, b, G, l, h, u, lb, ub, dLdx, dLdnu or dLdlambda, got 3
                    {"problems":[]} x | malformed JSON: Unrecognized token 'x'
                    {"problems":[]} {} | expected the end of the input after the closing brace, got an object
                    {"problems":[],"problems":[]} | malformed JSON: Duplicate field 'problems'
                    {"problems":[ | malformed JSON: Unexpected end-of-input
                    {"problems":[{"Q":[[1]],"q":[1],}]} | malformed JSON
                    {"problems":[{"Q":[[1]],"q":[1],"q":[1]}]} | malformed JSON: Duplicate field 'q'
                    {"problems":[{"Q":[[1]],"q":[1],"P":[1]}]} | problems[0]: unknown field "P", expected Q, Qdiag, q, A
                    {"problems":[{"Q":[[1]],"Qdiag":[1],"q":[1]}]} | problems[0].Qdiag: expected only one of Q and Qdiag, got both
                    {"problems":[{"Qdiag":[1,2],"q":[1]}]} | problems[0].Qdiag: expected 1 numbers (as many as q has), got 2
                    {"problems":[{"Q":[[1]],"q":[1],"G":[[1]],"h":[1],"u":[1]}]} | problems[0].u: expected only one of h and u, which are the same, got both
                    {"problems":[{"Q":[[1]],"q":[1],"G":[[1]],"l":[1,2]}]} | problems[0].G: expected 2 rows (as many as l has numbers), got 1
                    {"problems":[{"Q":[[1]],"q":[1],"l":[1]}]} | problems[0].G: expected, because l is there, got none
                    {"problems":[{"Q":[[1]],"q":[1],"G":[[1]],"h":[1],"l":[1,2]}]} | problems[0].l: expected 1 numbers (as many as h has), got 2
                    {"problems":[{"Q":[[1]],"q":[1],"lb":[1,2]}]} | problems[0].lb: expected 1 numbers (as many as q has), got 2
                    {"problems":[{"Q":[[1]],"q":[1],"ub":["x"]}]} | problems[0].ub[0]: expected a number, got the text "x"
                    {"problems":[{"q":[1]}]} | problems[0].Q: expected a list of 1 rows, got none
                    {"problems":[{"Q":[[1]]}]} | problems[0].q: expected a list of numbers, got none
                    {"problems":[{"Q":[],"q":[]}]} | problems[0].q: expected at least one number, got an empty list
                    {"problems":[{"Q":[1],"q":[1]}]} | problems[0].Q[0]: expected a row, a list of numbers, got 1
                    {"problems":[{"Q":1,"q":[1]}]} | problems[0].Q: expected a list of rows, got 1
                    {"problems":[{"Q":[[1]],"q":1}]} | problems[0].q: expected a list of numbers, got 1
                    {"problems":[{"Q":[[1]],"q":[[1]]}]} | problems[0].q[0]: expected a number, got a list
                    {"problems":[{"Q":[[1]],"q":["1"]}]} | problems[0].q[0]: expected a number, got the text "1"
                    {"problems":[{"Q":[[1]],"q":[null]}]} | problems[0].q[0]: expected a number, got null
                    {"problems":[{"Q":[[1]],"q":[true]}]} | problems[0].q[0]: expected a number, got true
                    {"problems":[{"Q":[[1]],"q":[NaN]}]} | malformed JSON: Non-standard token 'NaN'
                    {"problems":[{"Q":[[1]],"q":[1e999]}]} | problems[0].q[0]: expected a number that fits float64, got 1e999
                    {"problems":[{"Q":[[1]],"q":[-1e999]}]} | problems[0].q[0]: expected a number that fits float64, got -1e999
                    {"problems":[{"Q":[[1,2],[3]],"q":[1,2]}]} | problems[0].Q[1]: expected 2 numbers (as many as q has), got 1
                    {"problems":[{"Q":[[1,2],[3,4],[5,6]],"q":[1,2]}]} | problems[0].Q: expected 2 rows (as many as q has numbers), got 3
                    {"problems":[{"Q":[[1]],"q":[1],"A":[[1]]}]} | problems[0].b: expected, because A is there, got none
                    {"problems":[{"Q":[[1]],"q":[1],"h":[1]}]} | problems[0].G: expected, because h is there, got none
                    {"problems":[{"Q":[[1]],"q":[1],"G":[[1]],"h":[1,2]}]} | problems[0].G: expected 2 rows (as many as h has numbers), got 1
                    {"problems":[{"Q":[[1]],"q":[1],"A":[[1,2]],"b":[1]}]} | problems[0].A[0]: expected 1 numbers (as many as q has), got 2
                    {"problems":[{"Q":[[1]],"q":[1],"dLdx":[1,2]}]} | problems[0].dLdx: expected 1 numbers (as many as q has), got 2
                    {"problems":[{"Q":[[1]],"q":[1],"dLdnu":[1]}]} | problems[0].dLdnu: expected 0 numbers (as many as b has), got 1
                    {"problems":[{"Q":[[1]],"q":[1]},{"Q":[[1]],"q":[1],"dLdlambda":[1]}]} | problems[1].dLdlambda: expected 0 numbers
                    """)
    void saysWhatIsWrongWhere(String json, String expected) {
        InputException e = assertThrows(InputException.class, () -> read(json));
        assertTrue(e.getMessage().startsWith("in.json: line 1: "), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @Test
    void namesTheLine() {
        InputException e = assertThrows(
                InputException.class,
                () -> read("{\"problems\":[\n {\"Q\":[[1]],\"q\":[1]},\n {\"Q\":[[1]],\n \"q\":[\"x\"]}]}"));
        assertEquals("in.json: line 4: problems[1].q[0]: expected a number, got the text \"x\"", e.getMessage());
    }

    @Test
    void numbersMustFitThePrecision() {
        String json = "{\"problems\":[{\"Q\":[[1]],\"q\":[1e39]}]}";
        assertEquals(1e39, read(json, Precision.FLOAT64).get(0).q()[0]);
        InputException e = assertThrows(InputException.class, () -> read(json, Precision.FLOAT32));
        assertTrue(e.getMessage().contains("q[0]: expected a number that fits float32, got 1e39"), e.getMessage());
    }

    @Test
    void aVeryLongNumberIsAnErrorAndNotACrash() {
        String digits = "9".repeat(400);
        InputException e =
                assertThrows(InputException.class, () -> read("{\"problems\":[{\"Q\":[[1]],\"q\":[" + digits + "]}]}"));
        assertTrue(e.getMessage().contains("fits float64, got 9999"), e.getMessage());
        assertThrows(
                InputException.class, () -> read("{\"problems\":[{\"Q\":[[1]],\"q\":[" + digits.repeat(10) + "]}]}"));
    }

    @Test
    void deepNestingIsAnErrorAndNotACrash() {
        assertThrows(InputException.class, () -> read("{\"problems\":" + "[".repeat(100_000)));
    }

    @Test
    void bytesThatAreNotTextAreAnError() {
        byte[] garbage = {(byte) 0x80, (byte) 0xff, 3, 4, 5};
        InputException e = assertThrows(
                InputException.class,
                () -> ProblemReader.read("in.json", new ByteArrayInputStream(garbage), Precision.FLOAT64));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @Test
    void nestingInsideOfAProblemIsAnErrorAndNotACrash() {
        assertThrows(InputException.class, () -> read("{\"problems\":[{\"Q\":" + "[".repeat(100_000)));
        assertThrows(InputException.class, () -> read("{\"problems\":" + "[{\"q\":".repeat(100_000)));
    }

    /** The matrix that the sizes promise would take 20 GB; the one that is there has one column. */
    @Test
    void rowsAreLookedAtBeforeMemoryIsTakenForTheMatrix() {
        String q = "1,".repeat(49_999) + "1";
        String Q = "[1],".repeat(49_999) + "[1]";
        InputException e = assertThrows(
                InputException.class, () -> read("{\"problems\":[{\"Q\":[" + Q + "],\"q\":[" + q + "]}]}"));
        assertEquals(
                "in.json: line 1: problems[0].Q[0]: expected 50000 numbers (as many as q has), got 1", e.getMessage());
    }

    @Test
    void aLongTextIsAnErrorSoon() {
        for (int length : new int[] {900, 9_000, 5_000_000}) {
            String text = "\"" + " ".repeat(length) + "\"";
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                assertThrows(InputException.class, () -> read("{" + text + ":1}"));
                assertThrows(InputException.class, () -> read("{\"problems\":" + text + "}"));
            });
        }
    }

    @Test
    void messagesHaveNoControlCharacters() {
        InputException e = assertThrows(InputException.class, () -> read("{\"\\u001b[2J\\u0007\":1}"));
        assertEquals("in.json: line 1: unknown field \" [2J \", expected \"problems\"", e.getMessage());
    }

    @Test
    void memoryIsLimited() {
        String problem = "{\"Q\":[[1,0],[0,1]],\"q\":[1,2]}";
        for (String json : new String[] {
            "{\"problems\":[{\"q\":[" + "1,".repeat(2000) + "1]}]}",
            "{\"problems\":[{\"Q\":[" + "[],".repeat(2000) + "[]]}]}",
            "{\"problems\":[" + (problem + ",").repeat(100) + problem + "]}"
        }) {
            InputException e = assertThrows(InputException.class, () -> read(json, 10_000));
            assertTrue(
                    e.getMessage().startsWith("in.json: line 1: expected a file whose numbers take"), e.getMessage());
        }
        // Rows are gone when a problem has been read.
        String many = "{\"Q\":[" + "[],".repeat(200) + "[]]}";
        assertTrue(read("{\"problems\":[" + (problem + ",").repeat(10) + problem + "]}", 5_000)
                        .size()
                == 11);
        assertThrows(InputException.class, () -> read("{\"problems\":[" + many + "]}", 5_000));
    }

    private static List<Problem> read(String json, long budget) {
        return ProblemReader.read(
                "in.json",
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                Precision.FLOAT64,
                new MemoryBudget(budget));
    }
}
