package org.optnet4j.examples.qps;

/** How a line of data is split into its fields. */
interface QpsLayout {
    /**
     * The fields of a line.
     *
     * @param section the line is in, one with fields
     * @param line begins with a blank
     * @param lines to say where the line is, if it cannot be split
     * @throws org.optnet4j.examples.io.InputException if it has not the fields that lines of this section have
     */
    QpsCard card(QpsSection section, String line, QpsLines lines);
}
