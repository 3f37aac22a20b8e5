package org.optnet4j.examples.solve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
    private static final int QUOTE_LIMIT = 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String source;
    private final JsonParser parser;
    private final Precision precision;

    private ProblemReader(String source, JsonParser parser, Precision precision) {
        this.source = source;
        this.parser = parser;
        this.precision = precision;
    }

    /**
     * Reads the whole input.
     *
     * @param source what to call the input in messages
     * @param in the input; left open
     * @param precision whose range the numbers must fit
     * @return the problems in input order
     * @throws InputException if the input is not as described above
     */
    static List<Problem> read(String source, InputStream in, Precision precision) {
        try (JsonParser parser = JSON.createParser(in)) {
            return new ProblemReader(source, parser, precision).document();
        } catch (JsonProcessingException e) {
            throw new InputException(
                    source + line(e.getLocation()) + ": malformed JSON: " + oneLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InputException(source + ": cannot be read: " + AtomicFile.reason(e), e);
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
                throw at("unknown field \"" + shorten(field) + "\", expected \"problems\"");
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
                throw at("problems[" + index + "]: unknown field \"" + shorten(field) + "\", expected " + FIELDS);
            }
        }
        return new ProblemCheck(source + ": line " + line + ": problems[" + index + "]", matrices, vectors).problem();
    }

    private double[][] matrix() throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrong("expected a list of rows");
        }
        List<double[]> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            rows.add(vector("expected a row, a list of numbers", null));
        }
        return rows.toArray(new double[0][]);
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
                return "the text \"" + shorten(parser.getText()) + "\"";
            default:
                return shorten(parser.getText());
        }
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1 ? "" : ": line " + location.getLineNr();
    }

    private static String shorten(String text) {
        String line = oneLine(text);
        return line.length() <= QUOTE_LIMIT ? line : line.substring(0, QUOTE_LIMIT) + "...";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
