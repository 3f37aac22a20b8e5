package org.optnet4j.layer;

import java.util.Map;
import org.optnet4j.BatchArray;

/**
 * The gradient of a scalar loss with respect to the learned parameters and the inputs of a {@link QpLayer}.
 *
 * <p>The gradient of a learned parameter, or of an input that all problems share, is the <b>sum</b> over the batch.
 * Problems that are not solved contribute zero.
 *
 * @param byName the gradient of each learned parameter and each input, in the shape of its value
 */
public record LayerGradients(Map<String, BatchArray> byName) {
    /**
     * Copies the map.
     *
     * @param byName the gradients; copied
     */
    public LayerGradients {
        byName = Map.copyOf(byName);
    }

    /**
     * The gradient with respect to one learned parameter or input.
     *
     * @param name its name
     * @return the gradient, in the shape of its value
     * @throws IllegalArgumentException if the layer has nothing of this name
     */
    public BatchArray of(String name) {
        BatchArray gradient = byName.get(name);
        if (gradient == null) {
            throw new IllegalArgumentException(
                    "name: expected one of " + byName.keySet().stream().sorted().toList() + ", got " + name);
        }
        return gradient;
    }
}
