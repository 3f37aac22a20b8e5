package org.optnet4j.examples.io;

/** Words of a file in messages about it: short, and on one line. */
public final class Quote {
    private static final int LIMIT = 40;

    private Quote() {}

    /**
     * The beginning of a text.
     *
     * @param text of any length, with anything in it
     * @return at most some forty characters, without line breaks and control characters
     */
    public static String shorten(String text) {
        // Cut first: what a pattern does to a long text may take long.
        return text.length() <= LIMIT ? oneLine(text) : oneLine(text.substring(0, LIMIT)) + "...";
    }

    /**
     * A text on one line.
     *
     * @param text a message of a few hundred characters at most
     * @return it with a blank for each line break and the blanks around it, and for each control character
     */
    public static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cc}", " ");
    }
}
