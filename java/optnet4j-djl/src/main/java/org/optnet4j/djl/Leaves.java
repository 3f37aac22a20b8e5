package org.optnet4j.djl;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.optnet4j.djl.Parametrisation.Exponential;
import org.optnet4j.djl.Parametrisation.Fixed;
import org.optnet4j.djl.Parametrisation.Input;
import org.optnet4j.djl.Parametrisation.Learned;
import org.optnet4j.djl.Parametrisation.Negative;
import org.optnet4j.djl.Parametrisation.Source;

/** The arrays that a block depends on: the shapes of its learned parameters and of its inputs, without the batch. */
final class Leaves {
    /** A learned parameter with its shape, and what it is used for. */
    record Weight(Learned learned, Shape shape, String use) {}

    /** What an input is used for first, and its shape for each problem. */
    record InputUse(String use, Shape shape) {}

    private final Map<String, Weight> weights = new LinkedHashMap<>();
    private final Map<Integer, InputUse> inputs = new LinkedHashMap<>();

    /**
     * Notes that a source is used for a parameter.
     *
     * @throws IllegalArgumentException if the source does not fit
     */
    void add(String parameter, Source source, Shape shape) {
        if (source instanceof Exponential exponential) {
            add(parameter, exponential.logarithm(), shape);
        } else if (source instanceof Negative negative) {
            add(parameter, negative.source(), shape);
        } else if (source instanceof Fixed fixed) {
            requireCount(parameter, fixed.values().length, shape);
        } else if (source instanceof Learned learned) {
            addWeight(parameter, learned, shape);
        } else if (source instanceof Input input) {
            addInput(parameter, input.index(), shape);
        }
    }

    /** The learned parameters by name, in the order of their first use. */
    Map<String, Weight> weights() {
        return weights;
    }

    /**
     * The inputs in their order.
     *
     * @throws IllegalArgumentException if there is none, or one is left out
     */
    List<InputUse> inputs() {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs: expected at least one parameter to be an input, got none");
        }
        List<InputUse> ordered = new ArrayList<>();
        for (int index = 0; index < inputs.size(); index++) {
            InputUse use = inputs.get(index);
            if (use == null) {
                throw new IllegalArgumentException("inputs: expected indices without gaps, got " + inputs.keySet());
            }
            ordered.add(use);
        }
        return ordered;
    }

    private void addWeight(String parameter, Learned learned, Shape shape) {
        if (learned.start() instanceof GivenNumbers numbers) {
            requireCount(parameter + ": learned \"" + learned.name() + "\"", numbers.count(), shape);
        }
        Weight known = weights.putIfAbsent(learned.name(), new Weight(learned, shape, parameter));
        if (known != null && known.learned().start() != learned.start()) {
            throw new IllegalArgumentException("learned \"" + learned.name() + "\": two different sources");
        }
        if (known != null && !known.shape().equals(shape)) {
            throw new IllegalArgumentException("learned \"" + learned.name() + "\": used as " + known.use()
                    + " with shape " + known.shape() + " and as " + parameter + " with " + shape);
        }
    }

    private void addInput(String parameter, int index, Shape shape) {
        InputUse known = inputs.putIfAbsent(index, new InputUse(parameter, shape));
        if (known != null && known.shape().size() != shape.size()) {
            throw new IllegalArgumentException("input " + index + ": used as " + known.use() + " with "
                    + known.shape().size() + " values and as " + parameter + " with " + shape.size());
        }
    }

    private static void requireCount(String name, int count, Shape shape) {
        if (count != shape.size()) {
            throw new IllegalArgumentException(
                    name + ": expected " + shape.size() + " values for " + shape + ", got " + count);
        }
    }
}
