package org.optnet4j.examples.solve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;

/** Says where in a JSON document a parser stands, in the words of the document: {@code problems[3].G[1][2]}. */
final class JsonPath {
    private JsonPath() {}

    /** The place of the parser's current token. */
    static String of(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext context = parser.getParsingContext();
                context != null && !context.inRoot();
                context = context.getParent()) {
            // A list or object that has just begun has no element yet.
            if (context.hasPathSegment()) {
                path.insert(
                        0, context.inArray() ? "[" + context.getCurrentIndex() + "]" : "." + context.getCurrentName());
            }
        }
        return path.length() == 0 ? "the document" : path.substring(1);
    }
}
