package org.optnet4j.examples.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small JSON files as records. Doubles are written with the fewest digits that read back to the same bits. */
public final class JsonFiles {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFiles() {}

    /**
     * Writes a record, atomically.
     *
     * @param file to create or replace
     * @param value a record
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Object value) {
        AtomicFile.write(file, out -> MAPPER.writeValue(out, value));
    }

    /**
     * Reads a record that {@link #write} wrote.
     *
     * @param file to read
     * @param type the record's class
     * @param what what the file should be, for the message
     * @param <T> the record's class
     * @return the record
     * @throws InputException if the file cannot be read or is something else
     */
    public static <T> T read(Path file, Class<T> type, String what) {
        try {
            return read(Files.readAllBytes(file), type, file.toString(), what);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    /**
     * A record as JSON.
     *
     * @param value a record
     * @return the text, in UTF-8
     */
    public static byte[] toBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("value: expected a record of plain data, got " + value, e);
        }
    }

    /**
     * Reads a record that {@link #toBytes} made.
     *
     * @param content JSON in UTF-8
     * @param type the record's class
     * @param place where it was, for the message
     * @param what what it should be, for the message
     * @param <T> the record's class
     * @return the record
     * @throws InputException if it is something else
     */
    public static <T> T read(byte[] content, Class<T> type, String place, String what) {
        try {
            return MAPPER.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new InputException(place + ": expected " + what + ", got " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
