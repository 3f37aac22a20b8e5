package org.optnet4j.examples.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers on the command line, with messages that say what was expected in the user's words rather than Java's. */
final class NumberConverters {
    private NumberConverters() {}

    static void register(CommandLine line) {
        String whole = "a whole number";
        String small = "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        line.registerConverter(int.class, text -> parse(text, Integer::parseInt, small));
        line.registerConverter(Integer.class, text -> parse(text, Integer::parseInt, small));
        line.registerConverter(long.class, text -> parse(text, Long::parseLong, whole));
        line.registerConverter(Long.class, text -> parse(text, Long::parseLong, whole));
        line.registerConverter(Double.class, text -> parse(text, Double::parseDouble, "a number"));
    }

    private static <T> T parse(String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected " + expected + ", got '" + text + "'");
        }
    }
}
