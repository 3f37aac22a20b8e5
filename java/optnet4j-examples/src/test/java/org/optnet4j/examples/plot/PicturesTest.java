package org.optnet4j.examples.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    private final PrintStream out = new PrintStream(new ByteArrayOutputStream());

    @TempDir
    private Path folder;

    private boolean write(Path file) {
        return Pictures.write(file, () -> new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), out);
    }

    @Test
    void aPictureIsWritten() throws Exception {
        Path file = folder.resolve("picture.png");
        assumeTrue(write(file), "this Java cannot draw text");
        assertEquals(3, ImageIO.read(file.toFile()).getWidth());
    }

    /** Fonts are not to blame for them. */
    @Test
    void mistakesAreNotTakenForMissingFonts() {
        assumeTrue(write(folder.resolve("picture.png")), "this Java cannot draw text");
        Path file = folder.resolve("mistaken.png");
        assertThrows(
                IllegalStateException.class,
                () -> Pictures.write(
                        file,
                        () -> {
                            throw new IllegalStateException("mistake");
                        },
                        out));
        assertFalse(Files.exists(file));
    }
}
