package org.optnet4j.benchmarks.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.Quote;

/** Results as JSON, a row per line. */
public final class ResultsFile {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private ResultsFile() {}

    /**
     * Writes results, atomically.
     *
     * @param file to create or replace
     * @param results to write
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Results results) {
        AtomicFile.write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write("{\"machine\":" + MAPPER.writeValueAsString(results.machine()));
            text.write(",\n\"date\":" + MAPPER.writeValueAsString(results.date()));
            text.write(",\n\"command\":" + MAPPER.writeValueAsString(results.command()));
            text.write(",\n\"rows\":[\n");
            for (Iterator<Row> rows = results.rows().iterator(); rows.hasNext(); ) {
                text.write(MAPPER.writeValueAsString(rows.next()));
                text.write(rows.hasNext() ? ",\n" : "\n");
            }
            text.write("]}\n");
            text.flush();
        });
    }

    /**
     * Reads results, of this program or of another that writes the same rows. Rows that are not accurate enough become failures.
     *
     * @param file to read
     * @return the results
     * @throws InputException if the file cannot be read or is something else; the message names the place
     */
    public static Results read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return checked(file, MAPPER.readValue(in, Results.class));
        } catch (JsonMappingException e) {
            throw new InputException(
                    file + ": " + place(e) + "expected results of a benchmark, got "
                            + Quote.oneLine(e.getOriginalMessage()),
                    e);
        } catch (JsonProcessingException e) {
            throw new InputException(file + ": expected JSON, got " + Quote.oneLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private static Results checked(Path file, Results results) {
        List<Row> rows = new ArrayList<>();
        for (Row row : results.rows()) {
            String flaw = row.flaw();
            if (flaw != null) {
                throw new InputException(file + ": rows[" + rows.size() + "]: " + flaw);
            }
            rows.add(row.gated());
        }
        return new Results(results.machine(), results.date(), results.command(), List.copyOf(rows));
    }

    /** For example {@code rows[3].batch: }. */
    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference each : e.getPath()) {
            if (each.getFieldName() == null) {
                place.append('[').append(each.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(each.getFieldName());
            }
        }
        return place.isEmpty() ? "" : place + ": ";
    }
}
