package org.optnet4j.layer;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.layer.Parametrisation.Exponential;
import org.optnet4j.layer.Parametrisation.Fixed;
import org.optnet4j.layer.Parametrisation.Input;
import org.optnet4j.layer.Parametrisation.Learned;
import org.optnet4j.layer.Parametrisation.Source;

/** The arrays that a layer depends on: its learned parameters, the lengths of its inputs, and their one precision. */
final class Leaves {
    private final SortedMap<String, BatchArray> learned = new TreeMap<>();
    private final SortedMap<String, Integer> inputLengths = new TreeMap<>();
    private @Nullable Precision precision;

    /**
     * Notes that a source is used for a parameter.
     *
     * @param parameter what it is used for, for messages
     * @param length how many numbers the parameter has
     * @throws IllegalArgumentException if the source does not fit
     */
    void add(String parameter, Source source, int length) {
        if (source instanceof Exponential exponential) {
            add(parameter, exponential.logarithm(), length);
        } else if (source instanceof Fixed fixed) {
            requireFits(parameter, fixed.value(), length);
        } else if (source instanceof Learned parameterOfLayer) {
            requireFits(parameter + ": learned \"" + parameterOfLayer.name() + "\"", parameterOfLayer.value(), length);
            addLearned(parameterOfLayer);
        } else if (source instanceof Input input) {
            addInput(input.name(), length);
        }
    }

    /** The learned parameters, in order of their names. */
    SortedMap<String, BatchArray> learned() {
        return Collections.unmodifiableSortedMap(learned);
    }

    /** How many numbers each input has per problem, in order of their names. */
    SortedMap<String, Integer> inputLengths() {
        return Collections.unmodifiableSortedMap(inputLengths);
    }

    /**
     * Checks the inputs of a forward pass.
     *
     * @throws IllegalArgumentException if one is missing, unknown, or has the wrong length or precision
     */
    void requireInputs(int batchSize, Map<String, BatchArray> inputs) {
        for (String given : inputs.keySet()) {
            if (!inputLengths.containsKey(given)) {
                throw new IllegalArgumentException(
                        "inputs: expected " + inputLengths.keySet() + ", got \"" + given + "\"");
            }
        }
        Precision expected = precision;
        for (Map.Entry<String, Integer> entry : inputLengths.entrySet()) {
            String name = "input \"" + entry.getKey() + "\"";
            BatchArray value = inputs.get(entry.getKey());
            if (value == null) {
                throw new IllegalArgumentException(name + ": required, but not given");
            }
            if (expected == null) {
                expected = value.precision();
            }
            requirePrecision(name, value, expected);
            long length = value.isShared() ? entry.getValue() : (long) batchSize * entry.getValue();
            if (value.length() != length) {
                String kind = value.isShared() ? "shared" : "for " + batchSize + " problems";
                throw new IllegalArgumentException(
                        name + ": expected " + length + " values (" + kind + "), got " + value.length());
            }
        }
    }

    private void addLearned(Learned parameter) {
        requireNewName(parameter.name(), inputLengths);
        BatchArray known = learned.putIfAbsent(parameter.name(), parameter.value());
        if (known != null && known.storage() != parameter.value().storage()) {
            throw new IllegalArgumentException("learned \"" + parameter.name() + "\": two different arrays");
        }
    }

    private void addInput(String name, int length) {
        requireNewName(name, learned);
        Integer known = inputLengths.putIfAbsent(name, length);
        if (known != null && known != length) {
            throw new IllegalArgumentException(
                    "input \"" + name + "\": used with " + known + " values and with " + length);
        }
    }

    private static void requireNewName(String name, Map<String, ?> others) {
        if (others.containsKey(name)) {
            throw new IllegalArgumentException("\"" + name + "\": both an input and a learned parameter");
        }
    }

    private void requireFits(String name, BatchArray value, int length) {
        if (precision == null) {
            precision = value.precision();
        }
        requirePrecision(name, value, precision);
        if (value.length() != length) {
            throw new IllegalArgumentException(name + ": expected " + length + " values, got " + value.length());
        }
    }

    private static void requirePrecision(String name, BatchArray value, Precision expected) {
        if (value.precision() != expected) {
            throw new IllegalArgumentException(
                    name + ": expected " + expected + " like the rest of the layer, got " + value.precision());
        }
    }
}
