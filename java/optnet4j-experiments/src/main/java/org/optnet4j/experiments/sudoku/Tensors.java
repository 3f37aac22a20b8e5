package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** Lists of the engine's arrays. */
final class Tensors {
    private Tensors() {}

    /** Arrays of their own with the same names and numbers. */
    static NDList copy(NDList list) {
        NDList copy = new NDList();
        for (NDArray array : list) {
            NDArray duplicate = array.duplicate();
            duplicate.setName(array.getName());
            copy.add(duplicate);
        }
        return copy;
    }

    /** Takes over the numbers of another list of the same shapes. */
    static void set(NDList target, NDList numbers) {
        for (int i = 0; i < target.size(); i++) {
            numbers.get(i).copyTo(target.get(i));
        }
    }
}
