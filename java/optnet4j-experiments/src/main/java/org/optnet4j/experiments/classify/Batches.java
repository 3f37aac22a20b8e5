package org.optnet4j.experiments.classify;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;

/** Images as batches for the network: pixels less their mean, over their deviation. */
final class Batches {
    private final Images images;
    private final float[] ofPixel;

    private Batches(Images images, float[] ofPixel) {
        this.images = images;
        this.ofPixel = ofPixel;
    }

    /** Images that set the mean and the deviation. */
    static Batches ofTraining(Images images) {
        long[] counts = new long[256];
        for (byte pixel : images.pixels()) {
            counts[Byte.toUnsignedInt(pixel)]++;
        }
        double sum = 0;
        double squares = 0;
        for (int value = 0; value < 256; value++) {
            sum += (double) counts[value] * value;
            squares += (double) counts[value] * value * value;
        }
        double mean = sum / images.pixels().length;
        double deviation = Math.sqrt(squares / images.pixels().length - mean * mean);
        float[] ofPixel = new float[256];
        for (int value = 0; value < 256; value++) {
            ofPixel[value] = (float) ((value - mean) / (deviation == 0 ? 1 : deviation));
        }
        return new Batches(images, ofPixel);
    }

    /** Other images, with the mean and the deviation of these. */
    Batches like(Images others) {
        return new Batches(others, ofPixel);
    }

    int count() {
        return images.count();
    }

    int pixelsPerImage() {
        return images.pixelsPerImage();
    }

    /**
     * Some of the images.
     *
     * @param order of the images
     * @param from place in the order of the first
     * @param to place after the last
     * @return a batch with a manager of its own, to be closed
     */
    Batch batch(NDManager manager, int[] order, int from, int to) {
        int size = to - from;
        int length = images.pixelsPerImage();
        float[] data = new float[size * length];
        float[] labels = new float[size];
        for (int i = 0; i < size; i++) {
            int image = order[from + i];
            labels[i] = images.labels()[image];
            for (int j = 0; j < length; j++) {
                data[i * length + j] = ofPixel[Byte.toUnsignedInt(images.pixels()[image * length + j])];
            }
        }
        NDManager own = manager.newSubManager();
        return new Batch(
                own,
                new NDList(own.create(data, new Shape(size, length))),
                new NDList(own.create(labels, new Shape(size, 1))),
                size,
                Batchifier.STACK,
                Batchifier.STACK,
                from,
                order.length);
    }
}
