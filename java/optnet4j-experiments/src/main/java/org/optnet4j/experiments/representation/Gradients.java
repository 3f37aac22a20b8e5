package org.optnet4j.experiments.representation;

import java.util.SortedMap;
import java.util.TreeMap;

/** Gradients on the way to being added up. */
final class Gradients {
    private final SortedMap<String, double[]> byName = new TreeMap<>();

    /** The gradient with respect to something, zeros the first time. */
    double[] of(String name, int length) {
        return byName.computeIfAbsent(name, key -> new double[length]);
    }

    Gradients put(String name, double[] gradient) {
        byName.put(name, gradient);
        return this;
    }

    SortedMap<String, double[]> byName() {
        return byName;
    }
}
