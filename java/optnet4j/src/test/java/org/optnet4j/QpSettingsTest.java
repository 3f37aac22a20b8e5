package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QpSettingsTest {

    @Test
    void defaults() {
        QpSettings settings = QpSettings.defaults();
        assertEquals(1e-8, settings.epsAbs(Precision.FLOAT64));
        assertEquals(1e-8, settings.epsRel(Precision.FLOAT64));
        assertEquals(1e-4, settings.epsAbs(Precision.FLOAT32));
        assertEquals(1e-4, settings.epsRel(Precision.FLOAT32));
        assertEquals(50, settings.maxIterations());
        assertTrue(settings.gradients());
    }

    @Test
    void changesAreCopies() {
        QpSettings changed =
                QpSettings.defaults().withEpsAbs(1e-6).withMaxIterations(7).withGradients(false);
        assertEquals(1e-6, changed.epsAbs(Precision.FLOAT32));
        assertEquals(1e-4, changed.epsRel(Precision.FLOAT32));
        assertEquals(7, changed.maxIterations());
        assertEquals(50, QpSettings.defaults().maxIterations());
    }

    @Test
    void nonsenseIsRefused() {
        QpSettings settings = QpSettings.defaults();
        for (double nonsense : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> settings.withEpsAbs(nonsense));
            assertThrows(IllegalArgumentException.class, () -> settings.withEpsRel(nonsense));
        }
        assertThrows(IllegalArgumentException.class, () -> settings.withMaxIterations(0));
    }

    @Test
    void factorsAreKeptUnlessSaidOtherwise() {
        QpSettings settings = QpSettings.defaults();
        assertEquals(Factors.KEEP, settings.factors());
        QpSettings changed =
                settings.withFactors(Factors.RECOMPUTE).withMaxIterations(7).withGradients(true);
        assertEquals(Factors.RECOMPUTE, changed.factors());
        assertEquals(Factors.KEEP, settings.factors());
        assertThrows(NullPointerException.class, () -> settings.withFactors(null));
    }
}
