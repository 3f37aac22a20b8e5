package org.optnet4j.experiments.denoise;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optnet4j.examples.training.Adam;
import org.optnet4j.examples.training.AdamState;

/** Adam for all parameters of a model. */
final class Optimizer {
    private final SortedMap<String, Adam> adams = new TreeMap<>();

    /**
     * @param learningRate before it is scaled
     * @param states where to go on, by the names of the parameters
     */
    Optimizer(double learningRate, Map<String, AdamState> states) {
        states.forEach((name, state) -> adams.put(name, new Adam(learningRate, state)));
    }

    /**
     * One step.
     *
     * @param parameters changed in place
     * @param gradient of the loss with respect to them
     * @param scale of the learning rate at this step
     */
    void step(Map<String, double[]> parameters, Map<String, double[]> gradient, double scale) {
        adams.forEach((name, adam) -> adam.step(parameters.get(name), gradient.get(name), scale));
    }

    SortedMap<String, AdamState> states() {
        SortedMap<String, AdamState> states = new TreeMap<>();
        adams.forEach((name, adam) -> states.put(name, adam.state()));
        return states;
    }
}
