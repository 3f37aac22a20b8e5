package org.optnet4j.examples.qps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;

/** The lines of a file that are neither blank nor comments, and words for what is wrong with them. */
final class QpsLines {
    private static final int LONGEST = 4096;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String source;
    private final InputStream in;
    private final MemoryBudget budget;
    private final byte[] block = new byte[1 << 13];
    private int blockLength;
    private int blockAt;
    private final byte[] line = new byte[LONGEST];
    private long number;

    /** Begins the messages about the current line, after its number. */
    private String place = "";

    /**
     * @param source what to call the file in messages
     * @param in its bytes
     * @param budget for what is kept of it
     */
    QpsLines(String source, InputStream in, MemoryBudget budget) {
        this.source = source;
        this.in = in;
        this.budget = budget;
    }

    /**
     * The next line with something on it.
     *
     * @return the line without its end, or null after the last one
     * @throws InputException if it is too long, or not text
     * @throws IOException if the bytes cannot be read
     */
    @Nullable
    String next() throws IOException {
        for (int b = read(); b >= 0; b = read()) {
            number++;
            int length = 0;
            for (; b >= 0 && b != '\n'; b = read()) {
                if (length == LONGEST) {
                    throw bad("expected at most " + LONGEST + " bytes on a line, got more");
                }
                line[length++] = (byte) b;
            }
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
            // Comments may have been written by anybody in any encoding.
            if (length > 0 && line[0] != '*') {
                String text = text(length);
                if (!text.isBlank()) {
                    return text;
                }
            }
        }
        return null;
    }

    private int read() throws IOException {
        if (blockAt == blockLength) {
            blockLength = in.read(block);
            blockAt = 0;
            if (blockLength <= 0) {
                blockLength = 0;
                return -1;
            }
        }
        return block[blockAt++] & 0xff;
    }

    private String text(int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(at() + "expected text in UTF-8, got other bytes", e);
        }
        if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
                throw bad("expected text, got a control character, number " + (int) text.charAt(i));
            }
        }
        return text;
    }

    /** The number of the current line, from 1. */
    long number() {
        return number;
    }

    /** Names the section that the current line and the next ones are in; null if they are in none. */
    void enter(@Nullable QpsSection section) {
        place = section == null ? "" : section + ": ";
    }

    /** Something is wrong with the current line. */
    InputException bad(String message) {
        return new InputException(at() + place + message);
    }

    /** Something is wrong with an earlier line of the file. */
    InputException bad(long line, String message) {
        return new InputException(source + ": line " + line + ": " + message);
    }

    /** Something is wrong with the file as a whole. */
    InputException badFile(String message) {
        return new InputException(source + ": " + message);
    }

    /** Takes memory for something on the current line. */
    void take(long bytes) {
        if (!budget.take(bytes)) {
            throw budget.exceeded(source + ": line " + number, "more");
        }
    }

    /** Takes memory for what the file is made into. */
    void takeForAll(double bytes, String what) {
        if (bytes > budget.left() || !budget.take((long) bytes)) {
            throw budget.exceeded(source, what);
        }
    }

    private String at() {
        return source + ": line " + number + ": ";
    }
}
