package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFormatTest {
    @ParameterizedTest
    @CsvSource({
        "a.json, JSON",
        "A.JSON, JSON",
        "a.npz, NPZ",
        "a.NpZ, NPZ",
        "a.qps, QPS",
        "HS21.QPS, QPS",
        "HS21.SIF, QPS",
        "x/y.mps, QPS"
    })
    void theEndOfTheNameTells(String name, FileFormat expected) {
        assertEquals(expected, FileFormat.of(name));
    }

    @Test
    void otherNamesTellNothing() {
        assertNull(FileFormat.of("qps"));
        assertNull(FileFormat.of("a.qps.gz"));
    }
}
