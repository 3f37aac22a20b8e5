package org.optnet4j.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests of a back end are skipped where it is unavailable; this one fails there if the build asked for it. */
@EnabledIfSystemProperty(named = RequiredBackendTest.PROPERTY, matches = ".+")
@Tag("backend")
class RequiredBackendTest {

    static final String PROPERTY = "optnet4j.tests.require";

    @Test
    void theBackEndTheBuildAsksForIsAvailable() {
        String required = System.getProperty(PROPERTY);
        assertEquals(required, Backends.select(required).name(), Backends::report);
    }
}
