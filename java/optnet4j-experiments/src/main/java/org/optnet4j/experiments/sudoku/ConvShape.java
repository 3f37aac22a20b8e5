package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.optnet4j.examples.sudoku.Grid;

/**
 * What a network looks like: ten layers of 3x3 filters and one more for the output.
 *
 * @param channels filters of each of the ten layers, 512 in the paper
 * @param planes what the channels of its input and output are
 */
public record ConvShape(int channels, Planes planes) {
    /** Layers of filters, the output's included. */
    static final int LAYERS = 11;

    private static final int FILTER = 3;

    /** The parameters by name, in the order of the layers. */
    Map<String, Shape> parameters() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        int in = Grid.MINI.side();
        for (int layer = 1; layer <= LAYERS; layer++) {
            int out = layer == LAYERS ? Grid.MINI.side() : channels;
            shapes.put("conv" + layer + ".weight", new Shape(out, in, FILTER, FILTER));
            shapes.put("conv" + layer + ".bias", new Shape(out));
            in = out;
        }
        return shapes;
    }

    /** How many numbers are learned. */
    long size() {
        return parameters().values().stream().mapToLong(Shape::size).sum();
    }
}
