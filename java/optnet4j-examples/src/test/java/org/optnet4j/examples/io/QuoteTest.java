package org.optnet4j.examples.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuoteTest {
    @Test
    void cutsLongTexts() {
        assertEquals("x".repeat(40), Quote.shorten("x".repeat(40)));
        assertEquals("x".repeat(40) + "...", Quote.shorten("x".repeat(41)));
    }

    @Test
    void leavesNothingThatMovesTheCursor() {
        assertEquals("a b", Quote.shorten("a \r\n\n b"));
        assertEquals("a b c [2J", Quote.shorten("a\u2028b\u0085c\u001b[2J"));
    }

    /** A pattern that looks for blanks before line breaks takes the square of their number. */
    @Test
    void isQuickWithManyBlanks() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertEquals(" ".repeat(40) + "...", Quote.shorten(" ".repeat(10_000_000))));
    }
}
