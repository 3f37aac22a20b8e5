package org.optnet4j.examples.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void theFirstStepIsTheLearningRateWhateverTheGradient() {
        double[] parameters = {1, 1, 1};
        new Adam(0.1, AdamState.start(3)).step(parameters, new double[] {1e-3, -50, 0}, 1);
        assertArrayEquals(new double[] {0.9, 1.1, 1}, parameters, 1e-5);
    }

    @Test
    void followsThePapersFormula() {
        double[] gradients = {0.5, -0.2, 0.9};
        double[] parameters = {2};
        Adam adam = new Adam(0.01, AdamState.start(1));
        double expected = 2;
        double mean = 0;
        double square = 0;
        for (int t = 1; t <= 3; t++) {
            double g = gradients[t - 1];
            adam.step(parameters, new double[] {g}, 1);
            mean = 0.9 * mean + 0.1 * g;
            square = 0.999 * square + 0.001 * g * g;
            expected -= 0.01 * (mean / (1 - Math.pow(0.9, t))) / (Math.sqrt(square / (1 - Math.pow(0.999, t))) + 1e-8);
        }
        assertEquals(expected, parameters[0], 1e-14);
    }

    @Test
    void aStepMayBeSmaller() {
        double[] whole = {1};
        double[] half = {1};
        new Adam(0.1, AdamState.start(1)).step(whole, new double[] {0.3}, 1);
        new Adam(0.1, AdamState.start(1)).step(half, new double[] {0.3}, 0.5);
        assertEquals(1 - whole[0], 2 * (1 - half[0]), 1e-15);
    }

    @Test
    void aSmallEpsilonIsForSmallGradients() {
        double[] parameters = {1, 1};
        new Adam(0.1, AdamState.start(2), 1e-12).step(parameters, new double[] {1e-9, -1e-6}, 1);
        assertArrayEquals(new double[] {0.9, 1.1}, parameters, 1e-3);
    }

    @Test
    void goesOnFromItsState() {
        double[] straight = {1};
        Adam adam = new Adam(0.1, AdamState.start(1));
        adam.step(straight, new double[] {0.3}, 1);
        double[] resumed = straight.clone();
        Adam again = new Adam(0.1, adam.state());
        adam.step(straight, new double[] {-0.7}, 1);
        again.step(resumed, new double[] {-0.7}, 1);
        assertEquals(straight[0], resumed[0]);
        assertEquals(2, again.state().steps());
    }
}
