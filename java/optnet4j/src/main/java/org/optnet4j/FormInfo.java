package org.optnet4j;

import java.util.Locale;

/**
 * In which form a problem was solved, and why.
 *
 * @param form {@link Form#DUAL} or {@link Form#NORMAL}
 * @param reason why this one
 */
public record FormInfo(Form form, FormReason reason) {
    /** For people: {@code dual form: one-sided rows, not many more than variables}. */
    @Override
    public String toString() {
        return form.name().toLowerCase(Locale.ROOT) + " form: " + reason.text();
    }
}
