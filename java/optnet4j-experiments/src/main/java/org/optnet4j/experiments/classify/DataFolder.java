package org.optnet4j.experiments.classify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.optnet4j.examples.io.InputException;

/** A folder with the four files of MNIST, or of a set that comes in the same form. */
public final class DataFolder {
    /** Where Debian's package {@code dataset-fashion-mnist} puts its files. */
    public static final String DEFAULT = "/usr/share/datasets/fashion-mnist";

    private static final String HOW_TO_GET =
            "Fashion-MNIST is Debian's package dataset-fashion-mnist (30 MB; apt install "
                    + "dataset-fashion-mnist puts it into " + DEFAULT
                    + "); for MNIST, name a folder with its four files";

    private final Path path;

    /**
     * A folder.
     *
     * @param path of the folder
     */
    public DataFolder(Path path) {
        this.path = path;
    }

    /** A name for the data. */
    String name() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The training images. */
    Images train() {
        return read("train");
    }

    /** The test images. */
    Images test() {
        return read("t10k");
    }

    private Images read(String part) {
        return Images.read(find(part + "-images-idx3-ubyte"), find(part + "-labels-idx1-ubyte"));
    }

    private Path find(String name) {
        return Stream.of(path.resolve(name), path.resolve(name + ".gz"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new InputException("--data " + path + ": expected a folder with " + name
                        + " or " + name + ".gz, got "
                        + (Files.isDirectory(path) ? "one without" : "no folder") + ". " + HOW_TO_GET));
    }
}
