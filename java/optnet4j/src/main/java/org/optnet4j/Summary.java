package org.optnet4j;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntFunction;

/** What came of many problems, in one line. */
final class Summary {
    private Summary() {}

    /**
     * The line.
     *
     * @param what the problems, with their number
     * @param count the number
     * @param forms the form of each
     * @param statuses the status of each
     */
    static String of(String what, int count, IntFunction<FormInfo> forms, IntFunction<QpStatus> statuses) {
        Map<FormInfo, Integer> perForm = new LinkedHashMap<>();
        Map<QpStatus, Integer> perStatus = new EnumMap<>(QpStatus.class);
        for (int i = 0; i < count; i++) {
            perForm.merge(forms.apply(i), 1, Integer::sum);
            perStatus.merge(statuses.apply(i), 1, Integer::sum);
        }
        StringJoiner parts = new StringJoiner("; ", what + (count == 0 ? "" : ": "), "");
        perForm.forEach((form, number) -> parts.add(number + " in the " + form));
        perStatus.forEach((status, number) -> parts.add(number + " " + status));
        return parts.toString();
    }
}
