package org.optnet4j.experiments.classify;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.optnet4j.examples.io.InputException;

/**
 * Grey images with their classes.
 *
 * @param pixels of each image, one byte each, unsigned
 * @param labels class of each image
 * @param pixelsPerImage how many pixels an image has
 */
record Images(byte[] pixels, byte[] labels, int pixelsPerImage) {
    /** How many classes there are. */
    static final int CLASSES = 10;

    /**
     * Reads two files that belong together.
     *
     * @throws InputException if one cannot be read, or they do not belong together
     */
    static Images read(Path imageFile, Path labelFile) {
        IdxFile images = IdxFile.read(imageFile, 3);
        IdxFile labels = IdxFile.read(labelFile, 1);
        int count = images.dimensions()[0];
        if (labels.dimensions()[0] != count) {
            throw new InputException(
                    labelFile + ": expected " + count + " labels like images, got " + labels.dimensions()[0]);
        }
        for (int i = 0; i < count; i++) {
            int label = Byte.toUnsignedInt(labels.values()[i]);
            if (label >= CLASSES) {
                throw new InputException(labelFile + ": label " + i + ": expected a class from 0 to " + (CLASSES - 1)
                        + ", got " + label);
            }
        }
        return new Images(images.values(), labels.values(), images.dimensions()[1] * images.dimensions()[2]);
    }

    int count() {
        return labels.length;
    }

    /** The first of them. */
    Images limitedTo(int most) {
        if (most >= count()) {
            return this;
        }
        return new Images(Arrays.copyOf(pixels, most * pixelsPerImage), Arrays.copyOf(labels, most), pixelsPerImage);
    }

    /** A number that tells other images from these. */
    long checksum() {
        CRC32 checksum = new CRC32();
        checksum.update(pixels);
        checksum.update(labels);
        return checksum.getValue();
    }
}
