package org.optnet4j.experiments.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.io.InputException;

/** Folders of images: whole ones, and ones with something missing or wrong. */
class DataFolderTest {
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    @Test
    void readsBothParts() throws IOException {
        SmallData.write(folder, 30, 20);
        DataFolder data = new DataFolder(folder);
        assertEquals(30, data.train().count());
        assertEquals(20, data.test().count());
        assertEquals(SmallData.SIDE * SmallData.SIDE, data.train().pixelsPerImage());
        assertEquals(7, data.train().limitedTo(7).pixels().length / data.train().pixelsPerImage());
    }

    @Test
    void saysHowToGetTheData() {
        Path missing = folder.resolve("missing");
        InputException e = assertThrows(InputException.class, () -> new DataFolder(missing).train());
        assertEquals(
                "--data " + missing
                        + ": expected a folder with train-images-idx3-ubyte or train-images-idx3-ubyte.gz, got"
                        + " no folder. Fashion-MNIST is Debian's package dataset-fashion-mnist (30 MB; apt install"
                        + " dataset-fashion-mnist puts it into /usr/share/datasets/fashion-mnist); for MNIST, name a"
                        + " folder with its four files",
                e.getMessage());
    }

    @Test
    void oneFileMissing() throws IOException {
        SmallData.write(folder, 30, 20);
        Files.delete(folder.resolve(TRAIN_LABELS));
        InputException e = assertThrows(InputException.class, () -> new DataFolder(folder).train());
        assertTrue(e.getMessage().contains(TRAIN_LABELS + ".gz, got one without. "), e.getMessage());
    }

    @Test
    void labelsOfOtherImages() throws IOException {
        SmallData.write(folder, 30, 20);
        Files.write(folder.resolve(TRAIN_LABELS), SmallData.idx(0x801, new int[] {29}, new byte[29]));
        InputException e = assertThrows(InputException.class, () -> new DataFolder(folder).train());
        assertEquals(folder.resolve(TRAIN_LABELS) + ": expected 30 labels like images, got 29", e.getMessage());
    }

    @Test
    void labelsThatAreNoClasses() throws IOException {
        SmallData.write(folder, 3, 20);
        Files.write(folder.resolve(TRAIN_LABELS), SmallData.idx(0x801, new int[] {3}, new byte[] {1, 2, (byte) 200}));
        InputException e = assertThrows(InputException.class, () -> new DataFolder(folder).train());
        assertEquals(folder.resolve(TRAIN_LABELS) + ": label 2: expected a class from 0 to 9, got 200", e.getMessage());
    }
}
