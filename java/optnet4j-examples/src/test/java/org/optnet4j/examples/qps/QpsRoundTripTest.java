package org.optnet4j.examples.qps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.optnet4j.examples.testing.QpsWriter;
import org.optnet4j.examples.testing.RandomModel;
import org.optnet4j.examples.testing.TestSeed;

/** Files give back the numbers that went into them, to the bit. */
class QpsRoundTripTest {
    @Test
    void readsWhatWasWritten() {
        long seed = TestSeed.next();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            QpsModel model = RandomModel.next(random);
            String text = new QpsWriter(random, model).write();
            String message = "problem " + i + " of -Doptnet4j.seed=" + seed + "\n" + text;
            QpsModel read = QpsFileTest.read(text);
            assertEquals(model.maximise(), read.maximise(), message);
            assertEquals(model.constant(), read.constant(), message);
            assertEquals(model.diagonal(), read.diagonal(), message);
            assertArrayEquals(model.Q(), read.Q(), message);
            assertArrayEquals(model.q(), read.q(), message);
            assertArrayEquals(model.A(), read.A(), message);
            assertArrayEquals(model.b(), read.b(), message);
            assertArrayEquals(model.G(), read.G(), message);
            assertArrayEquals(model.l(), read.l(), message);
            assertArrayEquals(model.h(), read.h(), message);
            assertArrayEquals(model.lb(), read.lb(), message);
            assertArrayEquals(model.ub(), read.ub(), message);
        }
    }
}
