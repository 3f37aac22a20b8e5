package org.optnet4j.examples.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for results. */
public final class Folders {
    private Folders() {}

    /**
     * Makes a folder, unless it is there.
     *
     * @param option the option that named it, for the message
     * @param folder to make
     * @throws InputException if that fails
     */
    public static void create(String option, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(option + " " + folder + ": the folder cannot be made: " + AtomicFile.reason(e), e);
        }
    }
}
