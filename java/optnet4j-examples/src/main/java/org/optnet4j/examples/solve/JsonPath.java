package org.optnet4j.examples.solve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;

/** Says where in a JSON document a parser stands, in the words of the document: {@code problems[3].G[1][2]}. */
final class JsonPath {
    private JsonPath() {}

    static String of(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        append(path, parser.getParsingContext());
        return path.length() == 0 ? "the document" : path.toString();
    }

    private static void append(StringBuilder path, JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        if (parent == null) {
            return;
        }
        append(path, parent);
        if (parent.inArray()) {
            path.append('[').append(parent.getCurrentIndex()).append(']');
        } else if (parent.hasCurrentName()) {
            path.append(path.length() == 0 ? "" : ".").append(parent.getCurrentName());
        }
    }
}
