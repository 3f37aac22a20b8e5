package org.optnet4j.examples.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file so that a reader, at any moment and after any kind of death of this process, finds either the whole
 * earlier content or the whole new one: the content goes to a temporary file in the same folder, is forced to the disk,
 * and then takes the name in one move. A link stays: what it points to is replaced. What is no file to begin with, a device
 * or a pipe, is written to as it is.
 */
public final class AtomicFile {
    /** Writes the content of the file. */
    @FunctionalInterface
    public interface Content {
        /**
         * @param out buffered stream; may be closed or left open
         * @throws IOException if writing fails; a file is then left as it was
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Replaces or creates {@code target}.
     *
     * @param target file to write
     * @param content what to write
     * @throws InputException if the file cannot be written; names the file and the reason
     */
    public static void write(Path target, Content content) {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new InputException(target + ": expected a file to write, got a folder");
        }
        try {
            if (Files.exists(absolute) && !Files.isRegularFile(absolute)) {
                writeInto(absolute, content);
            } else {
                replace(Files.isSymbolicLink(absolute) ? absolute.toRealPath() : absolute, content);
            }
        } catch (IOException e) {
            throw new InputException(target + ": cannot be written: " + reason(e), e);
        }
    }

    private static void writeInto(Path device, Content content) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(device, StandardOpenOption.WRITE), 1 << 16)) {
            content.writeTo(new NotClosing(out));
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-"
                        + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(new NotClosing(out));
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            discard(temporary);
        }
    }

    /**
     * What went wrong, in words rather than as an exception's name.
     *
     * @param e the failure
     * @return a short text without the file's name where that can be said
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // A left-over temporary file is harmless, and the failure that matters is already on its way.
        }
    }

    /** JSON generators close their target; the channel must stay open until it has been forced. */
    private static final class NotClosing extends OutputStream {
        private final OutputStream out;

        NotClosing(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
