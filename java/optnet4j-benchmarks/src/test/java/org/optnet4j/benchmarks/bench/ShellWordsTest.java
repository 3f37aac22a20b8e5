package org.optnet4j.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void whatNeedsNoQuotesHasNone() {
        assertEquals("--seconds 0.5 --out=a/b_c-1.json", ShellWords.line("--seconds", "0.5", "--out=a/b_c-1.json"));
        assertEquals("", ShellWords.line());
    }

    @Test
    void theRestHas() {
        assertEquals(
                "--only 'F1 (8|16),' '' 'it'\\''s $HOME'", ShellWords.line("--only", "F1 (8|16),", "", "it's $HOME"));
    }
}
