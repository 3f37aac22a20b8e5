package org.optnet4j.examples.solve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.io.Quote;

/**
 * Reads {@code {"problems":[{"Q":[[..]],"q":[..],"A":[[..]],"b":[..],"G":[[..]],"l":[..],"h":[..],"lb":[..],"ub":[..],
 * "dLdx":[..],..}]}}, in one pass; null among bounds is a bound that is absent.
 * Nothing is guessed: unknown and doubled fields, ragged matrices, sizes that do not agree, anything that is not a
 * number and numbers too large for the precision are errors that name line, field, what was got and what was expected.
 */
final class ProblemReader {
    private static final Set<String> MATRICES = Set.of("Q", "A", "G");
    private static final Set<String> VECTORS = Set.of("q", "Qdiag", "b", "dLdx", "dLdnu", "dLdlambda");
    private static final Map<String, Double> ABSENT = Map.of(
            "h", Double.POSITIVE_INFINITY,
            "u", Double.POSITIVE_INFINITY,
            "l", Double.NEGATIVE_INFINITY,
            "lb", Double.NEGATIVE_INFINITY,
            "ub", Double.POSITIVE_INFINITY);
    private static final String FIELDS = "Q, Qdiag, q, A, b, G, l, h, u, lb, ub, dLdx, dLdnu or dLdlambda";

    /** What a problem and a row take of the heap, about, besides their numbers. */
    private static final long PROBLEM = 400;

    private static final long ROW = 32;

    /** Names of fields are short and texts are errors: no need to hold long ones. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(1000)
                    .maxStringLength(10_000)
                    .build())
            .build();

    private final String source;
    private final JsonParser parser;
    private final Precision precision;
    private final MemoryBudget budget;
    private int rows;

    private ProblemReader(String source, JsonParser parser, Precision precision, MemoryBudget budget) {
        this.source = source;
        this.parser = parser;
        this.precision = precision;
        this.budget = budget;
    }

    /**
     * Reads the whole input.
     *
     * @param source what to call the input in messages
     * @param in the input; left open
     * @param precision whose range the numbers must fit
     * @return the problems in input order
     * @throws InputException if the input is not as described above, or too large
     */
    static List<Problem> read(String source, InputStream in, Precision precision) {
        return read(source, in, precision, new MemoryBudget());
    }

    static List<Problem> read(String source, InputStream in, Precision precision, MemoryBudget budget) {
        try (JsonParser parser = JSON.createParser(in)) {
            return new ProblemReader(source, parser, precision, budget).document();
        } catch (JsonProcessingException e) {
            throw new InputException(
                    source + line(e.getLocation()) + ": malformed JSON: " + Quote.oneLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InputException(source + ": cannot be read: " + Quote.oneLine(AtomicFile.reason(e)), e);
        }
    }

    private List<Problem> document() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("expected an object with the field \"problems\"");
        }
        List<Problem> problems = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (!field.equals("problems")) {
                throw at("unknown field \"" + Quote.shorten(field) + "\", expected \"problems\"");
            }
            parser.nextToken();
            problems = problems();
        }
        if (problems == null) {
            throw at("expected the field \"problems\", got none");
        }
        if (parser.nextToken() != null) {
            throw wrong("expected the end of the input after the closing brace");
        }
        return problems;
    }

    private List<Problem> problems() throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrong("expected a list of problems");
        }
        List<Problem> problems = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.isExpectedStartObjectToken()) {
                throw wrong("expected an object with the fields " + FIELDS);
            }
            problems.add(problem(problems.size()));
        }
        return problems;
    }

    private Problem problem(int index) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        take(PROBLEM);
        rows = 0;
        Map<String, double[][]> matrices = new HashMap<>();
        Map<String, double[]> vectors = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (MATRICES.contains(field)) {
                parser.nextToken();
                matrices.put(field, matrix());
            } else if (VECTORS.contains(field)) {
                parser.nextToken();
                vectors.put(field, vector("expected a list of numbers", null));
            } else if (ABSENT.containsKey(field)) {
                parser.nextToken();
                vectors.put(field, vector("expected a list of numbers, null for no bound", ABSENT.get(field)));
            } else {
                throw at("problems[" + index + "]: unknown field \"" + Quote.shorten(field) + "\", expected " + FIELDS);
            }
        }
        Problem problem =
                new ProblemCheck(source + ": line " + line + ": problems[" + index + "]", matrices, vectors).problem();
        // Flat now.
        budget.release(rows * ROW);
        return problem;
    }

    private double[][] matrix() throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrong("expected a list of rows");
        }
        List<double[]> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            take(ROW);
            rows++;
            list.add(vector("expected a row, a list of numbers", null));
        }
        return list.toArray(new double[0][]);
    }

    /** Numbers; nulls among them, where they may be, become the value that stands for no bound. */
    private double[] vector(String expectation, @Nullable Double absent) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrong(expectation);
        }
        double[] values = new double[16];
        int length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (length == values.length) {
                values = Arrays.copyOf(values, 2 * length);
            }
            take(Double.BYTES);
            boolean none = absent != null && parser.currentToken() == JsonToken.VALUE_NULL;
            values[length++] = none ? absent : number();
        }
        return Arrays.copyOf(values, length);
    }

    private double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isNumeric()) {
            throw wrong("expected a number");
        }
        double value = parser.getDoubleValue();
        double fitted = precision == Precision.FLOAT32 ? (double) (float) value : value;
        if (Double.isInfinite(fitted)) {
            throw wrong("expected a number that fits " + precision.name().toLowerCase(Locale.ROOT));
        }
        return value;
    }

    private void take(long bytes) {
        if (!budget.take(bytes)) {
            throw budget.exceeded(source + line(parser.currentTokenLocation()), "more");
        }
    }

    /** The current token is not what it should be. */
    private InputException wrong(String expectation) throws IOException {
        return at(JsonPath.of(parser) + ": " + expectation + ", got " + got());
    }

    private InputException at(String message) {
        return new InputException(source + line(parser.currentTokenLocation()) + ": " + message);
    }

    private String got() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "the end of the input";
        }
        switch (token) {
            case START_OBJECT:
                return "an object";
            case START_ARRAY:
                return "a list";
            case VALUE_STRING:
                return "the text \"" + Quote.shorten(parser.getText()) + "\"";
            default:
                return Quote.shorten(parser.getText());
        }
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1 ? "" : ": line " + location.getLineNr();
    }
}
