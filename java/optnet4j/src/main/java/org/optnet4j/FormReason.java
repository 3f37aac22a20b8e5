package org.optnet4j;

/** Why a problem was solved in the {@link Form} it was solved in. */
public enum FormReason {
    /** The dual form: one-sided rows, not many more than variables, and Q as a matrix. */
    FITS_DUAL("one-sided rows, not many more than variables"),

    /** The normal form: there are bounds on variables or two-sided rows, or Q is a diagonal. */
    STRUCTURE("bounds, two-sided rows or a diagonal Q"),

    /** The normal form: so many more rows than variables that a factorisation of their order costs more. */
    MANY_ROWS("many more rows than variables"),

    /** The normal form: more equalities than variables, which depend on each other if they can be met. */
    MANY_EQUALITIES("more equalities than variables"),

    /** The normal form: the dual form was tried, and did not solve the problem. */
    DUAL_FAILED("the dual form left it unsolved"),

    /** Either form: {@link QpSettings#withForm} says so. */
    REQUESTED("asked for by the settings");

    private final String text;

    FormReason(String text) {
        this.text = text;
    }

    /**
     * The reason in words.
     *
     * @return part of a sentence
     */
    public String text() {
        return text;
    }
}
