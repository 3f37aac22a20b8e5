package org.optnet4j.examples.qps;

import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.Quote;

/**
 * The one set of right-hand sides, ranges or bounds of a file. The format allows several, for several problems; which of
 * them is meant, a file does not say.
 */
final class QpsSet {
    private @Nullable String name;

    /** A line of data belongs to the set of this name. */
    void require(String given, QpsLines lines) {
        if (name == null) {
            name = given;
        } else if (!name.equals(given)) {
            throw lines.bad("expected one set of numbers, \"" + Quote.shorten(name) + "\", got another, \""
                    + Quote.shorten(given) + "\"");
        }
    }
}
