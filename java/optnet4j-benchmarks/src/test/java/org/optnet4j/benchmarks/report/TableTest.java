package org.optnet4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private final Table table = new Table(1, List.of("case", "time"));

    @BeforeEach
    void fill() {
        table.add(List.of("F1 100,100,25", "4.74"));
        table.add(List.of("F2", "103"));
    }

    @Test
    void textIsAligned() {
        assertEquals("case           time\nF1 100,100,25  4.74\nF2              103\n", table.text());
    }

    @Test
    void markdownIsAligned() {
        assertEquals("""
                | case          | time |
                |---------------|-----:|
                | F1 100,100,25 | 4.74 |
                | F2            |  103 |
                """, table.markdown());
    }

    @Test
    void aLineHasACellForEachColumn() {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> table.add(List.of("F3")));
        assertEquals("cells: expected 2, got 1", thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.40712, 0.407", "4.737, 4.74", "13, 13.0", "9.996, 10.0", "103.4, 103", "12345, 12300", "NaN, -"})
    void timesHaveThreeDigits(double value, String text) {
        assertEquals(text, Figure.of(value));
    }

    @ParameterizedTest
    @CsvSource({"3.2e-9, 3e-9", "1e-12, 1e-12", "0, 0", "9.7e-10, 1e-9", ", -"})
    void residualsHaveOneDigit(Double value, String text) {
        assertEquals(text, Figure.residual(value));
    }
}
